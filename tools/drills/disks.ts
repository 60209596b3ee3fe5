import { deepStrictEqual, match, ok, strictEqual } from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cp, mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { EXIT } from '../../packages/cli/src/errors.ts';
import { runDigests, temporaryFiles } from '../../packages/cli/test/result-digests.ts';
import type { Ground } from './ground.ts';

/** Whether a command of the system did what it was asked. */
function system(command: string, args: readonly string[]): boolean {
  return spawnSync(command, args).status === 0;
}

/** A disk of its own for some drill; false where it may not be had. */
async function onDisk(ground: Ground, size: string, drill: (disk: string) => Promise<void>): Promise<boolean> {
  const disk = ground.at('disk');
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

/** Disks that are full at different moments. */
export async function fullDisk(ground: Ground): Promise<string> {
  const sizes = ['300k', '900k', '1300k', '3m', '5m'];
  for (const size of sizes) {
    const had = await onDisk(ground, size, async (disk) => {
      const failed = await ground.ser(ground.whole('disk/cache', 'disk/run'));
      strictEqual(failed.code, EXIT.failed, failed.stderr);
      match(failed.stderr, /Cannot write .*: the disk is full\. Free some space/);
      strictEqual(failed.stderr.match(/^ser: /gm)?.length, 1, failed.stderr);
      ok(!/^ +at /m.test(failed.stderr), failed.stderr);
      deepStrictEqual(await temporaryFiles(disk), []);
      remount(disk, 'size=40m');
      const resumed = await ground.ser(ground.whole('disk/cache', 'disk/run'));
      strictEqual(resumed.code, EXIT.ok, resumed.stderr);
      await ground.sameAsUndisturbed('disk/cache', 'disk/run');
    });
    if (!had) return 'left out: no tmpfs may be mounted here';
  }
  return `on disks of ${sizes.join(', ')}: one message, nothing half written, and on to the same result with more room`;
}

/** Disks that nothing can be written to. */
export async function readOnly(ground: Ground): Promise<string> {
  const had = await onDisk(ground, '40m', async (disk) => {
    await cp(ground.at('cache'), join(disk, 'cache'), { recursive: true });
    remount(disk, 'ro');
    for (const args of [ground.whole('disk/none', 'elsewhere'), ground.whole('cache', 'disk/run')]) {
      const refused = await ground.ser(args);
      strictEqual(refused.code, EXIT.failed, refused.stderr);
      match(refused.stderr, /^ser: Cannot write .*read-only.*--run/m);
    }
    // Whole already, so there is nothing to write.
    const taken = await ground.ser(ground.whole('disk/cache', 'from-read-only'));
    strictEqual(taken.code, EXIT.ok, taken.stderr);
    deepStrictEqual(await runDigests(ground.at('from-read-only')), ground.reference.run);
  });
  return had ? 'refused with a way out; a complete cache is used' : 'left out: no tmpfs may be mounted here';
}
