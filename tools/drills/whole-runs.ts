import { strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { root } from '../checks/workspace.ts';
import { fourCommands, oneFolder, shards, slurmArray, twoAtOnce } from './at-once.ts';
import { fullDisk, readOnly } from './disks.ts';
import { everyCommand, killed } from './ended.ts';
import { Ground, type WholeRunsOptions } from './ground.ts';
import { vanishingFiles } from './vanishing.ts';

/** The tests of locks, servers and sets of files, which start processes of their own. */
async function otherTests(): Promise<string> {
  const files = ['files/src/lock', 'files/src/replace-files', 'files/src/download', 'models/src/node/save-classifier'];
  const vitest = join(root, 'node_modules/vitest/vitest.mjs');
  const args = [vitest, 'run', ...files.map((file) => `packages/${file}`)];
  const { status, stdout } = spawnSync(process.execPath, args, { cwd: root, encoding: 'utf8' });
  strictEqual(status, 0, stdout);
  return `${/(\d+) passed, 0 failed/.exec(stdout)![1]} tests of lock starters, lying servers, savers at once`;
}

/**
 * What may befall a run, and what must come of it: kills and signals at random moments of every command, commands at once,
 * files that vanish, a full disk, a read-only place. Every disturbed run must end in the same bytes as an undisturbed one. The
 * drills with a disk of their own mount a small tmpfs, which only root on Linux may do; elsewhere they say that they were left
 * out. The first drill makes what the others begin from.
 */
export function wholeRuns(options: WholeRunsOptions): [name: string, drill: () => Promise<string>][] {
  const ground = new Ground(options);
  const { kills } = options;
  return [
    ['undisturbed', () => ground.undisturbed()],
    [`kill −9 at ${kills} random moments`, () => killed(ground, 'SIGKILL', 'killed')],
    [`Ctrl-C at ${kills} random moments`, () => killed(ground, 'SIGINT', 'interrupted')],
    [`SIGTERM at ${kills} random moments`, () => killed(ground, 'SIGTERM', 'terminated')],
    ['every command, ended at random moments', () => everyCommand(ground)],
    ['two runs at once on one cache', () => twoAtOnce(ground)],
    ['two runs at once in one run folder', () => oneFolder(ground)],
    ['four commands at once', () => fourCommands(ground)],
    ['shards', () => shards(ground)],
    ['an array job of Slurm', () => slurmArray(ground)],
    ['files that vanish', () => vanishingFiles(ground)],
    ['full disk', () => fullDisk(ground)],
    ['read-only', () => readOnly(ground)],
    ['locks, servers, sets of files', otherTests],
  ];
}
