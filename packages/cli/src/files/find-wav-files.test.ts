import { execFileSync } from 'node:child_process';
import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { beforeEach, expect, test } from 'vitest';
import { findWavFiles } from './find-wav-files.ts';

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-find-'));
  return () => rm(folder, { recursive: true });
});

test.skipIf(process.platform === 'win32')(
  'a pipe is a problem, and a folder that links to itself is read once',
  async () => {
    await writeFile(join(folder, 'a.wav'), '');
    await writeFile(join(folder, '._a.wav'), '');
    await symlink('.', join(folder, 'self'));
    execFileSync('mkfifo', [join(folder, 'pipe.wav')]);
    const { files, problems } = await findWavFiles([folder, join(folder, 'pipe.wav'), join(folder, 'none.wav')]);
    expect(files).toEqual([join(folder, 'a.wav')]);
    expect(problems).toEqual([
      { path: join(folder, 'pipe.wav'), reason: 'it is not a regular file' },
      { path: join(folder, 'pipe.wav'), reason: 'it is not a regular file' },
      { path: join(folder, 'none.wav'), reason: 'there is no such file' },
    ]);
  },
);
