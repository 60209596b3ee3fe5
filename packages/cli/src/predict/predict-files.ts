import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { printable } from '@ser/files';
import { learnedFromStarts } from '../caveats.ts';
import type { CommandContext } from '../cli/command.ts';
import { EXIT } from '../errors.ts';
import { findWavFiles } from '../files/find-wav-files.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import type { Answer } from './answer.ts';
import type { Predictor } from './open-predictor.ts';
import { type Damaged, warnOfDamage } from './warn-of-damage.ts';

/** What predicts, and what is told beside the answers. */
export interface Predicting {
  /** Name of the model, for people. */
  readonly name: string;
  readonly predictor: Predictor;
  /** Seconds from the start that its score is about, where it was scored on starts alone. */
  readonly scoredStart?: number | undefined;
  /** What `--json` says beside the results. */
  readonly about: Readonly<Record<string, unknown>>;
}

/**
 * Predicts files one after the other: a line as soon as there is an answer, one JSON document at the end. Interrupted, it says
 * which answers stand.
 */
export async function predictFiles(
  { name, predictor, scoredStart, about }: Predicting,
  { positionals, reporter, signal, print, printJson }: CommandContext,
): Promise<number> {
  const { files, problems } = await findWavFiles(positionals);
  const sizes = await Promise.all(files.map(async (path) => (await stat(path).catch(() => undefined))?.size ?? 0));
  const results: Damaged[] = [];
  let saidOfStarts = false;
  let done = 0;
  const stage = reporter.stage(`${name} predicts`, files.length, { work: sizes.reduce((sum, size) => sum + size, 0) });
  const json = (more: object = {}): void => printJson({ model: name, ...about, results, leftOut: problems, ...more });
  try {
    for (const [i, path] of files.entries()) {
      signal.throwIfAborted();
      const answer = await predictor.predict(path, (count, share) =>
        stage.update(i, `window ${count} of ${basename(path)}`, done + share * sizes[i]!),
      );
      done += sizes[i]!;
      stage.update(i + 1, '', done);
      if ('problem' in answer) {
        problems.push({ path, reason: answer.problem });
        continue;
      }
      const { windows, ...overall } = answer;
      if (scoredStart !== undefined && overall.answerOf !== undefined && !saidOfStarts) {
        saidOfStarts = true;
        reporter.warn(
          learnedFromStarts(
            scoredStart,
            'Of longer recordings the answer is about that start; what it says of later windows was never scored.',
            'those',
          ),
        );
      }
      results.push({
        file: path,
        ...overall,
        ...(windows.length > 1 && { windows }),
      });
      print(`${printable(path)}: ${inWords(overall)}`);
      if (windows.length === 1) continue;
      for (const { start, end, ...own } of windows) {
        print(`  ${start.toFixed(1)}–${end.toFixed(1)} s: ${inWords(own)}`);
      }
    }
  } catch (error) {
    if (!signal.aborted) throw error;
    json({ interrupted: true });
    warnOfDamage(results, reporter);
    reporter.warn(
      `Interrupted after ${results.length} of ${files.length} files. What is printed stands; the same command begins anew, so name only the other files.`,
    );
    return EXIT.interrupted;
  } finally {
    await predictor.close();
  }
  stage.end(`${results.length} of ${files.length} files`);
  warnOfDamage(results, reporter);
  json();
  const code = await reportLeftOut(problems, reporter);
  return results.length === 0 ? EXIT.failed : code;
}

function inWords({ label, guess, reasons, probabilities }: Answer): string {
  if (guess === undefined) return 'silence';
  const sure = `${(100 * probabilities![guess]!).toFixed(1)} %`;
  return label === null ? `can't tell: ${reasons.join(', ')} (best guess ${guess}, ${sure})` : `${label} (${sure})`;
}
