import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { EXIT } from '../../packages/cli/src/errors.ts';
import { cacheDigests } from '../../packages/cli/test/result-digests.ts';
import { root } from '../checks/workspace.ts';
import type { Ground } from './ground.ts';
import { program } from './program.ts';
import { startSlurm } from './slurm.ts';

/** Two whole runs on one cache. */
export async function twoAtOnce(ground: Ground): Promise<string> {
  const both = await Promise.all([
    ground.ser(ground.whole('shared', 'one')),
    ground.ser(ground.whole('shared', 'two')),
  ]);
  for (const { code, stderr } of both) strictEqual(code, EXIT.ok, stderr);
  await ground.sameAsUndisturbed('shared', 'one');
  await ground.sameAsUndisturbed('shared', 'two');
  return 'both as undisturbed';
}

/** Two whole runs that write to one folder. */
export async function oneFolder(ground: Ground): Promise<string> {
  const both = await Promise.all([
    ground.ser(ground.whole('shared', 'same')),
    ground.ser(ground.whole('shared', 'same')),
  ]);
  const codes = both.map(({ code }) => code).sort();
  // One of them may be refused; what stands afterwards must be whole.
  ok(codes.includes(EXIT.ok), both.map(({ stderr }) => stderr).join('\n'));
  for (const { code, stderr } of both) if (code !== EXIT.ok) match(stderr, /works in this folder/);
  await ground.sameAsUndisturbed('shared', 'same');
  return `exit codes ${codes.join(' and ')}`;
}

/** Four processes with a share each. */
export async function shards(ground: Ground): Promise<string> {
  const options = ['--data', ground.corpus, ...ground.settings, '--cache', ground.at('sharded')];
  const four = await Promise.all([1, 2, 3, 4].map((i) => ground.ser(['embed', ...options, '--shard', `${i}/4`])));
  for (const { code, stderr } of four) strictEqual(code, EXIT.ok, stderr);
  const merged = await ground.ser(['merge', ...options, '--shards', '4']);
  strictEqual(merged.code, EXIT.ok, merged.stderr);
  strictEqual((await ground.ser(ground.whole('sharded', 'sharded-run'))).code, EXIT.ok);
  await ground.sameAsUndisturbed('sharded', 'sharded-run');
  return 'four at once as one';
}

/** Four different commands on one cache. */
export async function fourCommands(ground: Ground): Promise<string> {
  const four = await Promise.all([
    ground.ser(ground.whole('shared', 'four')),
    ground.ser([
      'preprocess',
      '--data',
      ground.corpus,
      '--recipe',
      'demo',
      ...ground.small,
      '--cache',
      ground.at('shared'),
    ]),
    ground.ser(['evaluate', '--run', ground.at('one'), '--cache', ground.at('shared')]),
    ground.ser(['compare', '--run', ground.at('two')]),
  ]);
  for (const { code, stderr } of four) strictEqual(code, EXIT.ok, stderr);
  for (const run of ['one', 'two', 'four']) await ground.sameAsUndisturbed('shared', run);
  return 'reproduce, preprocess, evaluate and compare as one after the other';
}

/** The README's array job under Slurm itself: one task is canceled, run again by itself, and the bytes are those of one process. */
export async function slurmArray(ground: Ground): Promise<string> {
  const folder = ground.at('slurm');
  await mkdir(folder);
  const slurm = await startSlurm(folder);
  if (typeof slurm === 'string') return `left out: ${slurm}`;
  try {
    const script = join(folder, 'job.sh');
    const options = ['--data', ground.corpus, ...ground.settings, '--cache', ground.at('slurm-cache')];
    const embed = [process.execPath, program, 'embed', ...options].map((arg) => `'${arg}'`).join(' ');
    const line = /^ser embed .*(--shard \S+)\/8$/m.exec(await readFile(join(root, 'packages/cli/README.md'), 'utf8'))!;
    await writeFile(
      script,
      `#!/bin/sh\n#SBATCH --array=1-3\n#SBATCH --output=/dev/null\nexec ${embed} ${line[1]}/3\n`,
      { mode: 0o755 },
    );
    const job = slurm.submit(script);
    while (slurm.queue().get(`${job}_1`) === 'PENDING') await sleep(200);
    slurm.cancel(`${job}_2`);
    await slurm.drain();
    const merge = ['merge', ...options, '--shards', '3'];
    const early = await ground.ser(merge);
    strictEqual(early.code, EXIT.failed, early.stderr);
    match(early.stderr, /1 of 3 shards are not complete:\n {2}shard 2\/3/);
    slurm.submit(script, '--array=2');
    await slurm.drain();
    const merged = await ground.ser(merge);
    strictEqual(merged.code, EXIT.ok, merged.stderr);
    // The baseline's numbers are no part of a share.
    const shared = Object.entries(ground.reference.cache).filter(([path]) => !path.startsWith('functionals/'));
    deepStrictEqual(await cacheDigests(ground.at('slurm-cache')), Object.fromEntries(shared));
  } finally {
    slurm.stop();
  }
  return 'an array of 3, one task canceled and run again: the bytes of one process';
}
