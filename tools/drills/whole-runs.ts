import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir, readdir, readFile, rm, utimes, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { createRandom } from '@ser/dsp';
import { EXIT } from '../../packages/cli/src/errors.ts';
import { cacheDigests, runDigests, temporaryFiles } from '../../packages/cli/test/result-digests.ts';
import { type Finished, runSer } from '../../packages/cli/test/run-ser.ts';
import { root } from '../checks/workspace.ts';
import { program, runDisturbed, twoSeconds } from './program.ts';
import { startSlurm } from './slurm.ts';

/** How often, and where. */
export interface WholeRunsOptions {
  /** Kills of each kind. */
  readonly kills: number;
  readonly seed: number;
  /** Folder for everything. */
  readonly home: string;
}

/**
 * What may befall a run, and what must come of it: kills and signals at random moments of every command, commands at once,
 * files that vanish, a full disk, a read-only place. Every disturbed run must end in the same bytes as an undisturbed one. The
 * drills with a disk of their own mount a small tmpfs, which only root on Linux may do; elsewhere they say that they were left
 * out. The first drill makes what the others begin from.
 */
export function wholeRuns({ kills, seed, home }: WholeRunsOptions): [name: string, drill: () => Promise<string>][] {
  const random = createRandom(seed);
  const corpus = join(home, 'corpus-cache', 'demo-corpus', '6x10-seed0');
  const SMALL = ['duration=1.5', 'nMels=32', 'epochs=4', 'folds=3'].flatMap((pair) => ['--set', pair]);
  const SETTINGS = ['--recipe', 'demo', ...SMALL, '--model', 'VGG16', '--weights', 'random'];

  const whole = (cache: string, run: string): string[] => [
    'reproduce',
    ...['--data', corpus, ...SETTINGS, '--cache', join(home, cache), '--run', join(home, run)],
  ];
  const ser = (args: readonly string[]): Promise<Finished> => runSer(args, { cwd: home });

  let longest = 0;

  /** Runs the program and sends it a signal after some milliseconds, unless it has ended by then; what can be caught ends it in time. */
  async function disturb(args: readonly string[], name: NodeJS.Signals, after: number): Promise<Finished> {
    const result = await runDisturbed(args, { cwd: home, signal: { name, after } });
    const { lasted, stderr } = result;
    if (lasted !== undefined && name !== 'SIGKILL') {
      longest = Math.max(longest, lasted);
      ok(lasted <= twoSeconds(), `${name} took ${Math.round(lasted)} ms:\n${stderr}`);
    }
    return result;
  }

  let reference: { run: Record<string, string>; cache: Record<string, string>; milliseconds: number };

  async function sameAsUndisturbed(cache: string, run: string): Promise<void> {
    deepStrictEqual(await cacheDigests(join(home, cache)), reference.cache);
    deepStrictEqual(await runDigests(join(home, run)), reference.run);
  }

  async function undisturbed(): Promise<string> {
    const made = await ser([
      'demo',
      ...[
        '--actors',
        '6',
        '--items',
        '10',
        '--cache',
        join(home, 'corpus-cache'),
        '--run',
        join(home, 'first'),
        ...SETTINGS,
      ],
    ]);
    strictEqual(made.code, EXIT.ok, made.stderr);
    const start = performance.now();
    const run = await ser(whole('cache', 'run'));
    strictEqual(run.code, EXIT.ok, run.stderr);
    const milliseconds = performance.now() - start;
    reference = {
      run: await runDigests(join(home, 'run')),
      cache: await cacheDigests(join(home, 'cache')),
      milliseconds,
    };
    ok(Object.keys(reference.run).length >= 7, 'a run has results');
    ok(Object.keys(reference.cache).length >= 120, 'a cache has spectrograms and embeddings');
    return `${Object.keys(reference.run).length} results, ${Object.keys(reference.cache).length} arrays, ${(milliseconds / 1000).toFixed(1)} s`;
  }

  async function killed(signal: NodeJS.Signals, name: string): Promise<string> {
    let hits = 0;
    for (let i = 0; i < kills; i++) {
      const { code, stderr } = await disturb(whole(`${name}-cache`, name), signal, random() * reference.milliseconds);
      if (code === EXIT.ok) {
        // It was done before the signal came; begin anew, so that the next one hits.
        await sameAsUndisturbed(`${name}-cache`, name);
        await rm(join(home, `${name}-cache`), { recursive: true });
        await rm(join(home, name), { recursive: true });
        continue;
      }
      hits++;
      if (signal === 'SIGKILL') strictEqual(code, null, stderr);
      // Before the program listens, the signal's own default ends it.
      else if (stderr !== '') strictEqual(code, EXIT.interrupted, stderr);
      if (code === EXIT.interrupted) match(stderr, /goes on from here/);
    }
    const last = await ser(whole(`${name}-cache`, name));
    strictEqual(last.code, EXIT.ok, last.stderr);
    await sameAsUndisturbed(`${name}-cache`, name);
    const left = (await temporaryFiles(home)).filter((path) => path.startsWith(name));
    for (const path of left) await utimes(join(home, path), 0, 0);
    strictEqual((await ser(whole(`${name}-cache`, name))).code, EXIT.ok);
    deepStrictEqual(
      (await temporaryFiles(home)).filter((path) => path.startsWith(name)),
      [],
    );
    return `${hits} hits; ${left.length} temporary files were left and swept away`;
  }

  async function twoAtOnce(): Promise<string> {
    const both = await Promise.all([ser(whole('shared', 'one')), ser(whole('shared', 'two'))]);
    for (const { code, stderr } of both) strictEqual(code, EXIT.ok, stderr);
    await sameAsUndisturbed('shared', 'one');
    await sameAsUndisturbed('shared', 'two');
    return 'both as undisturbed';
  }

  async function oneFolder(): Promise<string> {
    const both = await Promise.all([ser(whole('shared', 'same')), ser(whole('shared', 'same'))]);
    const codes = both.map(({ code }) => code).sort();
    // One of them may be refused; what stands afterwards must be whole.
    ok(codes.includes(EXIT.ok), both.map(({ stderr }) => stderr).join('\n'));
    for (const { code, stderr } of both) if (code !== EXIT.ok) match(stderr, /works in this folder/);
    await sameAsUndisturbed('shared', 'same');
    return `exit codes ${codes.join(' and ')}`;
  }

  async function shards(): Promise<string> {
    const options = ['--data', corpus, ...SETTINGS, '--cache', join(home, 'sharded')];
    const four = await Promise.all([1, 2, 3, 4].map((i) => ser(['embed', ...options, '--shard', `${i}/4`])));
    for (const { code, stderr } of four) strictEqual(code, EXIT.ok, stderr);
    const merged = await ser(['merge', ...options, '--shards', '4']);
    strictEqual(merged.code, EXIT.ok, merged.stderr);
    strictEqual((await ser(whole('sharded', 'sharded-run'))).code, EXIT.ok);
    await sameAsUndisturbed('sharded', 'sharded-run');
    return 'four at once as one';
  }

  /** Whether a command of the system did what it was asked. */
  function system(command: string, args: readonly string[]): boolean {
    return spawnSync(command, args).status === 0;
  }

  /** A disk of its own for some drill; false where it may not be had. */
  async function onDisk(size: string, drill: (disk: string) => Promise<void>): Promise<boolean> {
    const disk = join(home, 'disk');
    await mkdir(disk, { recursive: true });
    if (!system('mount', ['-t', 'tmpfs', '-o', `size=${size}`, 'tmpfs', disk])) return false;
    try {
      await drill(disk);
    } finally {
      system('umount', [disk]);
    }
    return true;
  }

  const remount = (disk: string, options: string): void => {
    ok(system('mount', ['-o', `remount,${options}`, disk]));
  };

  async function fullDisk(): Promise<string> {
    const sizes = ['300k', '900k', '1300k', '3m', '5m'];
    for (const size of sizes) {
      const had = await onDisk(size, async (disk) => {
        const failed = await ser(whole('disk/cache', 'disk/run'));
        strictEqual(failed.code, EXIT.failed, failed.stderr);
        match(failed.stderr, /Cannot write .*: the disk is full\. Free some space/);
        strictEqual(failed.stderr.match(/^ser: /gm)?.length, 1, failed.stderr);
        ok(!/^ +at /m.test(failed.stderr), failed.stderr);
        deepStrictEqual(await temporaryFiles(disk), []);
        remount(disk, 'size=40m');
        const resumed = await ser(whole('disk/cache', 'disk/run'));
        strictEqual(resumed.code, EXIT.ok, resumed.stderr);
        await sameAsUndisturbed('disk/cache', 'disk/run');
      });
      if (!had) return 'left out: no tmpfs may be mounted here';
    }
    return `on disks of ${sizes.join(', ')}: one message, nothing half written, and on to the same result with more room`;
  }

  async function readOnly(): Promise<string> {
    const had = await onDisk('40m', async (disk) => {
      await cp(join(home, 'cache'), join(disk, 'cache'), { recursive: true });
      remount(disk, 'ro');
      for (const args of [whole('disk/none', 'elsewhere'), whole('cache', 'disk/run')]) {
        const refused = await ser(args);
        strictEqual(refused.code, EXIT.failed, refused.stderr);
        match(refused.stderr, /^ser: Cannot write .*read-only.*--run/m);
      }
      // Whole already, so there is nothing to write.
      const taken = await ser(whole('disk/cache', 'from-read-only'));
      strictEqual(taken.code, EXIT.ok, taken.stderr);
      deepStrictEqual(await runDigests(join(home, 'from-read-only')), reference.run);
    });
    return had ? 'refused with a way out; a complete cache is used' : 'left out: no tmpfs may be mounted here';
  }

  /** Every command by itself, with what it needs at hand, ended at random moments by random signals, then once to its end. */
  async function everyCommand(): Promise<string> {
    const run = join(home, 'every');
    const cache = ['--cache', join(home, 'every-cache')];
    const recipe = ['--recipe', 'demo', ...SMALL];
    const [voice] = await readdir(join(corpus, 'Actor_01'));
    const recording = join(corpus, 'Actor_01', voice!);
    const commands: string[][] = [
      ['preprocess', '--data', corpus, ...recipe, ...cache],
      ['embed', '--data', corpus, ...SETTINGS, ...cache],
      ['train', '--data', corpus, ...SETTINGS, ...cache, '--run', run],
      ['evaluate', '--run', run, ...cache],
      ['compare', '--run', run],
      ['predict', '--run', run, '--model', 'VGG16', ...cache, '--json', recording],
      ['timeline', '--run', run, '--model', 'VGG16', ...cache, '--out', join(home, 'timelines'), recording],
    ];
    const signals: NodeJS.Signals[] = ['SIGTERM', 'SIGHUP', 'SIGINT', 'SIGKILL'];
    const share = reference.milliseconds / 3;
    let hits = 0;
    for (const args of commands) {
      for (let i = 0; i < Math.max(2, kills / 3); i++) {
        const name = signals[hits % signals.length]!;
        const { code, stderr } = await disturb(args, name, 300 + random() * share);
        if (code === EXIT.ok) break;
        hits++;
        if (name !== 'SIGKILL' && stderr !== '') strictEqual(code, EXIT.interrupted, stderr);
      }
      const last = await ser(args);
      strictEqual(last.code, EXIT.ok, `${args[0]}: ${last.stderr}`);
    }
    await sameAsUndisturbed('every-cache', 'every');
    return `${commands.length} commands, ${hits} hits; the longest end took ${Math.round(longest)} ms`;
  }

  /** Four different commands on one cache. */
  async function fourCommands(): Promise<string> {
    const four = await Promise.all([
      ser(whole('shared', 'four')),
      ser(['preprocess', '--data', corpus, '--recipe', 'demo', ...SMALL, '--cache', join(home, 'shared')]),
      ser(['evaluate', '--run', join(home, 'one'), '--cache', join(home, 'shared')]),
      ser(['compare', '--run', join(home, 'two')]),
    ]);
    for (const { code, stderr } of four) strictEqual(code, EXIT.ok, stderr);
    for (const run of ['one', 'two', 'four']) await sameAsUndisturbed('shared', run);
    return 'reproduce, preprocess, evaluate and compare as one after the other';
  }

  /** Recordings that are removed while they are asked for cost no answer but their own. */
  async function vanishingFiles(): Promise<string> {
    const gone = join(home, 'gone');
    await cp(join(corpus, 'Actor_01'), gone, { recursive: true });
    const names = (await readdir(gone)).sort();
    const late = names.slice(names.length / 2);
    let isRemoved: Promise<unknown> | undefined;
    const { code, stdout, stderr } = await runDisturbed(
      ['predict', '--run', join(home, 'run'), '--model', 'VGG16', '--cache', join(home, 'cache'), '--json', gone],
      {
        cwd: home,
        // The files were found when the first warning is out; the model is loaded then, and no file is read yet.
        watch: () => {
          isRemoved ??= Promise.all(late.map((name) => rm(join(gone, name))));
        },
      },
    );
    await isRemoved;
    const { results, leftOut } = JSON.parse(stdout) as { results: unknown[]; leftOut: unknown[] };
    strictEqual(results.length + leftOut.length, names.length, stderr);
    ok(results.length >= names.length - late.length, stderr);
    strictEqual(code, leftOut.length > 0 ? EXIT.incomplete : EXIT.ok, stderr);
    return `${results.length} answers, ${leftOut.length} left out by name`;
  }

  /** The README's array job under Slurm itself: one task is canceled, run again by itself, and the bytes are those of one process. */
  async function slurmArray(): Promise<string> {
    const folder = join(home, 'slurm');
    await mkdir(folder);
    const slurm = await startSlurm(folder);
    if (typeof slurm === 'string') return `left out: ${slurm}`;
    try {
      const script = join(folder, 'job.sh');
      const options = ['--data', corpus, ...SETTINGS, '--cache', join(home, 'slurm-cache')];
      const embed = [process.execPath, program, 'embed', ...options].map((arg) => `'${arg}'`).join(' ');
      const line = /^ser embed .*(--shard \S+)\/8$/m.exec(
        await readFile(join(root, 'packages/cli/README.md'), 'utf8'),
      )!;
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
      const early = await ser(merge);
      strictEqual(early.code, EXIT.failed, early.stderr);
      match(early.stderr, /1 of 3 shards are not complete:\n {2}shard 2\/3/);
      slurm.submit(script, '--array=2');
      await slurm.drain();
      const merged = await ser(merge);
      strictEqual(merged.code, EXIT.ok, merged.stderr);
      // The baseline's numbers are no part of a share.
      const shared = Object.entries(reference.cache).filter(([path]) => !path.startsWith('functionals/'));
      deepStrictEqual(await cacheDigests(join(home, 'slurm-cache')), Object.fromEntries(shared));
    } finally {
      slurm.stop();
    }
    return 'an array of 3, one task canceled and run again: the bytes of one process';
  }

  /** The tests of locks, servers and sets of files, which start processes of their own. */
  async function otherTests(): Promise<string> {
    const files = [
      'files/src/lock',
      'files/src/replace-files',
      'files/src/download',
      'models/src/node/save-classifier',
    ];
    const vitest = join(root, 'node_modules/vitest/vitest.mjs');
    const args = [vitest, 'run', ...files.map((file) => `packages/${file}`)];
    const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
    strictEqual(status, 0, stdout);
    return `${/(\d+) passed, 0 failed/.exec(stdout)![1]} tests of lock starters, lying servers, savers at once`;
  }

  return [
    ['undisturbed', undisturbed],
    [`kill −9 at ${kills} random moments`, () => killed('SIGKILL', 'killed')],
    [`Ctrl-C at ${kills} random moments`, () => killed('SIGINT', 'interrupted')],
    [`SIGTERM at ${kills} random moments`, () => killed('SIGTERM', 'terminated')],
    ['every command, ended at random moments', everyCommand],
    ['two runs at once on one cache', twoAtOnce],
    ['two runs at once in one run folder', oneFolder],
    ['four commands at once', fourCommands],
    ['shards', shards],
    ['an array job of Slurm', slurmArray],
    ['files that vanish', vanishingFiles],
    ['full disk', fullDisk],
    ['read-only', readOnly],
    ['locks, servers, sets of files', otherTests],
  ];
}
