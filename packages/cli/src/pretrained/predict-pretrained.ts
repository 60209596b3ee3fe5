import type { CommandContext } from '../cli/command.ts';
import { EXIT, usageError } from '../errors.ts';
import { findWavFiles } from '../files/find-wav-files.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { classifyFile } from './classify-files.ts';
import { openPretrainedClassifier } from './open-pretrained-classifier.ts';

/** `ser predict --model DIR|owner/name FILE…`: what a published classifier says of whole recordings. */
export async function predictPretrained(
  source: string,
  { positionals, reporter, signal, print, printJson }: CommandContext,
): Promise<number> {
  if (positionals.length === 0) throw usageError('ser predict needs at least one audio file, or a folder of them.');
  const { files, problems } = await findWavFiles(positionals);
  const classifier = await openPretrainedClassifier(source, { reporter, signal });
  const { labels, revision } = classifier;
  const results: object[] = [];
  const stage = reporter.stage(`${source} predicts`, files.length);
  try {
    for (const [i, file] of files.entries()) {
      const probabilities = await classifyFile({ path: file }, classifier, signal);
      stage.update(i + 1);
      if ('problem' in probabilities) {
        problems.push({ path: file, reason: probabilities.problem });
        continue;
      }
      const best = probabilities.indexOf(Math.max(...probabilities));
      const label = labels[best]!;
      results.push({
        file,
        label,
        probabilities: Object.fromEntries(labels.map((name, k) => [name, probabilities[k]!])),
      });
      print(`${file}: ${label} (${(100 * probabilities[best]!).toFixed(1)} %)`);
    }
  } finally {
    await classifier.session.dispose();
  }
  stage.end(`${results.length} of ${files.length} files`);
  printJson({ model: source, ...(revision && { revision }), labels, results, leftOut: problems });
  const code = await reportLeftOut(problems, reporter);
  return results.length === 0 ? EXIT.failed : code;
}
