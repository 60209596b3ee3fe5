import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { beforeEach, describe, expect, test } from 'vitest';
import { walkFiles } from './walk-files.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'files-walk-'));
  return () => rmSync(folder, { recursive: true, force: true });
});
const put = (...paths: string[]): void => {
  for (const path of paths) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    writeFileSync(join(folder, path), path);
  }
};
const walked = async (options = {}): Promise<{ files: string[]; problems: string[] }> => {
  const { files, problems } = await walkFiles(folder, options);
  return {
    files: files.map(({ relativePath }) => relativePath),
    problems: problems.map(({ relativePath, reason }) => `${relativePath} ${reason}`),
  };
};
const onUnix = process.platform !== 'win32';

describe('walkFiles', () => {
  test('finds all files in order of path, and tells how to open them', async () => {
    put('b.wav', 'a/z.wav', 'a/deep/x.WAV', 'a/notes.txt');
    expect(await walked()).toEqual({ files: ['a/deep/x.WAV', 'a/notes.txt', 'a/z.wav', 'b.wav'], problems: [] });
    const { files } = await walkFiles(folder, { accept: (name) => /\.wav$/i.test(name) });
    expect(files[0]).toEqual({ path: join(folder, 'a', 'deep', 'x.WAV'), relativePath: 'a/deep/x.WAV', name: 'x.WAV' });
    expect(files).toHaveLength(3);
  });

  test('leaves out what operating systems leave behind', async () => {
    put(
      ...['._a.wav', '.DS_Store', '.Trashes/a.wav', '.Spotlight-V100/b', '__MACOSX/a.wav', 'x/__MACOSX/._a.wav'],
      ...['Thumbs.db', 'desktop.ini', '$RECYCLE.BIN/a.wav', 'System Volume Information/a.wav', '@eaDir/a.wav', 'a.wav'],
    );
    expect(await walked()).toEqual({ files: ['a.wav'], problems: [] });
  });

  test.runIf(onUnix)('enters a folder once, however many links lead to it, and by its own path', async () => {
    put('zeta/real/x.wav');
    symlinkSync('.', join(folder, 'self'));
    symlinkSync('..', join(folder, 'zeta', 'up'));
    symlinkSync(join(folder, 'zeta', 'real'), join(folder, 'a-link'));
    expect(await walked()).toEqual({ files: ['zeta/real/x.wav'], problems: [] });
  });

  test.runIf(onUnix)('follows links to files and folders elsewhere', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'files-elsewhere-'));
    try {
      mkdirSync(join(elsewhere, 'f'));
      writeFileSync(join(elsewhere, 'f', 'y.wav'), '');
      put('x.wav');
      symlinkSync(join(elsewhere, 'f'), join(folder, 'linked'));
      symlinkSync(join(elsewhere, 'f', 'y.wav'), join(folder, 'file.wav'));
      expect((await walked()).files).toEqual(['file.wav', 'linked/y.wav', 'x.wav']);
    } finally {
      rmSync(elsewhere, { recursive: true });
    }
  });

  test.runIf(onUnix)('tells of pipes, of links that lead nowhere and in circles, and goes on', async () => {
    put('x.wav');
    execFileSync('mkfifo', [join(folder, 'pipe.wav'), join(folder, 'pipe.txt')]);
    symlinkSync('gone', join(folder, 'nowhere.wav'));
    symlinkSync('circle.wav', join(folder, 'circle.wav'));
    expect(await walked({ accept: (name: string) => name.endsWith('.wav') })).toEqual({
      files: ['x.wav'],
      problems: [
        'circle.wav is a link that leads nowhere',
        'nowhere.wav is a link that leads nowhere',
        'pipe.wav is not a regular file',
      ],
    });
  });

  test.runIf(onUnix)('takes a backslash for a part of a name', async () => {
    put('a\\b.wav', 'c\\d/e.wav');
    const { files } = await walkFiles(folder);
    expect(files.map(({ relativePath, name }) => [relativePath, name])).toEqual([
      ['a\\b.wav', 'a\\b.wav'],
      ['c\\d/e.wav', 'e.wav'],
    ]);
  });

  test('has limits', async () => {
    put('1', '2', '3', 'a/b/c/4');
    await expect(walkFiles(folder, { maxFiles: 3 })).rejects.toMatchObject({ code: 'limit', received: folder });
    expect(await walked({ maxDepth: 2 })).toEqual({
      files: ['1', '2', '3'],
      problems: ['a/b/c lies more than 2 folders deep'],
    });
  });

  test('refuses what is no folder, in printable words', async () => {
    put('file');
    await expect(walkFiles(join(folder, 'file'))).rejects.toMatchObject({ code: 'no-folder' });
    await expect(walkFiles(join(folder, 'no\x1b[2J\nway'))).rejects.toMatchObject({
      code: 'no-folder',
      message: `There is no folder ${join(folder, 'no\\x1b[2J\\x0away')}.`,
    });
    await expect(walkFiles(folder, { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
