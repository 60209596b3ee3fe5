import { deepStrictEqual, match, strictEqual } from 'node:assert/strict';
import { readdir, rm, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT } from '../../packages/cli/src/errors.ts';
import { temporaryFiles } from '../../packages/cli/test/result-digests.ts';
import type { Ground } from './ground.ts';

/** Whole runs that are ended at random moments, again and again, until one is over. */
export async function killed(ground: Ground, signal: NodeJS.Signals, name: string): Promise<string> {
  let hits = 0;
  for (let i = 0; i < ground.kills; i++) {
    const { code, stderr } = await ground.disturb(
      ground.whole(`${name}-cache`, name),
      signal,
      ground.random() * ground.reference.milliseconds,
    );
    if (code === EXIT.ok) {
      // It was done before the signal came; begin anew, so that the next one hits.
      await ground.sameAsUndisturbed(`${name}-cache`, name);
      await rm(ground.at(`${name}-cache`), { recursive: true });
      await rm(ground.at(name), { recursive: true });
      continue;
    }
    hits++;
    if (signal === 'SIGKILL') strictEqual(code, null, stderr);
    // Before the program listens, the signal's own default ends it.
    else if (stderr !== '') strictEqual(code, EXIT.interrupted, stderr);
    if (code === EXIT.interrupted) match(stderr, /goes on from here/);
  }
  const last = await ground.ser(ground.whole(`${name}-cache`, name));
  strictEqual(last.code, EXIT.ok, last.stderr);
  await ground.sameAsUndisturbed(`${name}-cache`, name);
  const left = (await temporaryFiles(ground.home)).filter((path) => path.startsWith(name));
  for (const path of left) await utimes(ground.at(path), 0, 0);
  strictEqual((await ground.ser(ground.whole(`${name}-cache`, name))).code, EXIT.ok);
  deepStrictEqual(
    (await temporaryFiles(ground.home)).filter((path) => path.startsWith(name)),
    [],
  );
  return `${hits} hits; ${left.length} temporary files were left and swept away`;
}

/** Every command by itself, with what it needs at hand, ended at random moments by random signals, then once to its end. */
export async function everyCommand(ground: Ground): Promise<string> {
  const run = ground.at('every');
  const cache = ['--cache', ground.at('every-cache')];
  const recipe = ['--recipe', 'demo', ...ground.small];
  const [voice] = await readdir(join(ground.corpus, 'Actor_01'));
  const recording = join(ground.corpus, 'Actor_01', voice!);
  const commands: string[][] = [
    ['preprocess', '--data', ground.corpus, ...recipe, ...cache],
    ['embed', '--data', ground.corpus, ...ground.settings, ...cache],
    ['train', '--data', ground.corpus, ...ground.settings, ...cache, '--run', run],
    ['evaluate', '--run', run, ...cache],
    ['compare', '--run', run],
    ['predict', '--run', run, '--model', 'VGG16', ...cache, '--json', recording],
    ['timeline', '--run', run, '--model', 'VGG16', ...cache, '--out', ground.at('timelines'), recording],
  ];
  const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGKILL'];
  const share = ground.reference.milliseconds / 3;
  let hits = 0;
  for (const args of commands) {
    for (let i = 0; i < Math.max(2, ground.kills / 3); i++) {
      const name = signals[hits % signals.length]!;
      const { code, stderr } = await ground.disturb(args, name, 300 + ground.random() * share);
      if (code === EXIT.ok) break;
      hits++;
      if (name !== 'SIGKILL' && stderr !== '') strictEqual(code, EXIT.interrupted, stderr);
    }
    const last = await ground.ser(args);
    strictEqual(last.code, EXIT.ok, `${args[0]}: ${last.stderr}`);
  }
  await ground.sameAsUndisturbed('every-cache', 'every');
  return `${commands.length} commands, ${hits} hits; the longest end took ${Math.round(ground.longest)} ms`;
}
