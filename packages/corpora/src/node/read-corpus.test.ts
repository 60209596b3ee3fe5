import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { symlink, truncate } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { diskFolder, wav } from '../../testing/disk-folder.ts';
import { problemsOf } from '../../testing/memory-source.ts';
import { readCorpus } from './read-corpus.ts';

describe('readCorpus', () => {
  test('reads a folder, with absolute paths', async () => {
    const folder = diskFolder(['happy/1.wav', 'sad/1.mp3', '.DS_Store', '__MACOSX/happy/._1.wav', 'happy/._1.wav']);
    const corpus = await readCorpus(folder);
    expect(corpus.rows.map(({ path }) => path)).toEqual([join(folder, 'happy/1.wav'), join(folder, 'sad/1.mp3')]);
    expect(corpus.problems).toEqual([]);
  });

  test.skipIf(process.platform === 'win32')(
    'survives links in circles, pipes and links that lead nowhere',
    async () => {
      const folder = diskFolder(['happy/1.wav', 'sad/1.wav']);
      await symlink(folder, join(folder, 'happy', 'round'));
      await symlink(join(folder, 'nowhere.wav'), join(folder, 'happy', 'lost.wav'));
      execFileSync('mkfifo', [join(folder, 'sad', 'pipe.wav')]);
      const corpus = await readCorpus(folder);
      expect(corpus.rows.map(({ name }) => name)).toEqual(['happy/1.wav', 'sad/1.wav']);
      expect(problemsOf(corpus)).toEqual(['unreadable happy/lost.wav', 'unreadable sad/pipe.wav']);
    },
  );

  test('tells copies from other files of the same recording', async () => {
    const folder = diskFolder({
      'wav/03a01Fa.wav': wav,
      'wav/03a02Wb.wav': wav,
      'mirror/wav/03a01Fa.wav': wav,
      'converted/x/03a02Wb.mp3': 'other bytes',
    });
    const corpus = await readCorpus(folder);
    expect(corpus.rows.map(({ name }) => name)).toEqual(['wav/03a01Fa.wav', 'wav/03a02Wb.wav']);
    expect(corpus.problems).toEqual([
      {
        kind: 'duplicate',
        name: 'converted/x/03a02Wb.mp3',
        of: 'wav/03a02Wb.wav',
        identical: false,
        reason: 'it is another file of the recording wav/03a02Wb.wav, which was taken; their bytes differ',
      },
      {
        kind: 'duplicate',
        name: 'mirror/wav/03a01Fa.wav',
        of: 'wav/03a01Fa.wav',
        identical: true,
        reason: 'it is a copy of wav/03a01Fa.wav',
      },
    ]);
  });

  test('takes a table from the folder or from elsewhere', async () => {
    const folder = diskFolder({ 'a.wav': wav, 'labels.csv': 'file,label\na.wav,happy\n' });
    const elsewhere = diskFolder({ 'other.csv': `file,label\na.wav,sad\n${join(folder, 'a.wav')},sad\n` });
    expect((await readCorpus(folder, { table: 'labels.csv' })).labels).toEqual(['happy']);
    const corpus = await readCorpus(folder, { table: join(elsewhere, 'other.csv') });
    expect([corpus.labels, problemsOf(corpus)]).toEqual([['sad'], ['duplicate a.wav']]);
    await expect(readCorpus(folder, { table: 'none.csv' })).rejects.toThrow(
      expect.objectContaining({ code: 'file' }) as never,
    );
  });

  test.each([
    ['UTF-8', Buffer.from('datei;label;file\nx;Ärger;a.wav\n')],
    ['UTF-16, little-endian', Buffer.from('\uFEFFfile\tlabel\na.wav\tÄrger\n', 'utf16le')],
    ['UTF-16, big-endian', Buffer.from('\uFEFFfile\tlabel\na.wav\tÄrger\n', 'utf16le').swap16()],
    ['Windows-1252', Buffer.from('file;label\r\na.wav;Ärger\r\n', 'latin1')],
  ])('reads a table in %s', async (_, bytes) => {
    const folder = diskFolder({ 'a.wav': wav, 'labels.csv': bytes });
    expect((await readCorpus(folder)).labels).toEqual(['Ärger']);
  });

  test('refuses what is no folder, a table of gigabytes, and goes on no longer than it is wanted', async () => {
    const folder = diskFolder(['happy/1.wav']);
    for (const path of [join(folder, 'none'), join(folder, 'happy/1.wav')]) {
      await expect(readCorpus(path)).rejects.toThrow(
        expect.objectContaining({ name: 'CorporaError', code: 'folder-not-found' }) as never,
      );
    }
    writeFileSync(join(folder, 'big.csv'), 'file,label\n');
    await truncate(join(folder, 'big.csv'), 3 * 2 ** 30);
    await expect(readCorpus(folder, { table: 'big.csv' })).rejects.toThrow(/more than a table of labels/);
    await expect(readCorpus(folder, { signal: AbortSignal.abort() })).rejects.toThrow(/abort/i);
  });
});
