import { execFileSync } from 'node:child_process';
import { chmodSync, mkdirSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { recordingBytes, writeFiles } from '../../testing/folder.ts';
import { readHeader } from '../../testing/read-header.ts';
import { scratchFolder } from '../../testing/scratch-folder.ts';
import { actorFolder, lay } from '../../testing/small-corpus.ts';
import { RAVDESS_CHUNKS, wavBytes } from '../../testing/wav.ts';
import type { CorpusEntry } from './corpus-entry.ts';
import { readCorpus } from './read-corpus.ts';
import { scanCorpus } from './scan-corpus.ts';
import type { ScanCorpusOptions } from './scan-corpus-options.ts';

/** Root may read everything: it steps down for the while. */
async function asUnprivileged<T>(work: () => Promise<T>): Promise<T> {
  if (process.getuid!() !== 0) return await work();
  process.seteuid!(65_534);
  try {
    return await work();
  } finally {
    process.seteuid!(0);
  }
}

async function scan(folder: string, options: ScanCorpusOptions = { readHeader }): Promise<CorpusEntry[]> {
  const entries: CorpusEntry[] = [];
  for await (const entry of scanCorpus(folder, options)) entries.push(entry);
  return entries;
}

describe('scanCorpus', () => {
  test('reports what is no recording, and goes on', async () => {
    const good = '03-01-02-01-01-01-01.wav';
    const folder = scratchFolder();
    writeFiles(folder, {
      [`Actor_01/${good}`]: recordingBytes(good),
      'Actor_01/03-01-02-01-01-02-01.wav': recordingBytes('b').slice(0, 4700),
      'Actor_01/03-01-02-01-02-01-01.wav': '',
      'Actor_01/03-01-02-01-02-02-01.wav': '<html>Too many requests</html>',
      'Actor_01/03-01-02-01-01-01-01_noise.wav': recordingBytes('c'),
      'Actor_01/03-01-01-02-01-01-01.wav': recordingBytes('d'),
      'Actor_01/03-02-08-01-01-01-01.wav': recordingBytes('d'),
      'Actor_01/03-01-02-01-01-01-25.wav': recordingBytes('d'),
      'Actor_01/03-01-02-01-01-01-01.flac': 'x',
      'Actor_02/03-01-02-02-01-01-01.wav': recordingBytes('e'),
      'README.txt': 'hello',
    });
    const { files, problems } = await readCorpus(folder, { readHeader });
    expect(files.map(({ relativePath }) => relativePath)).toEqual([
      `Actor_01/${good}`,
      'Actor_02/03-01-02-02-01-01-01.wav',
    ]);
    expect(files[1]!.issues).toEqual([
      { field: 'folder', received: '"Actor_02"', allowed: 'Actor_01, the actor of the name' },
    ]);
    expect(problems.map(({ kind, relativePath }) => `${kind} ${relativePath}`)).toEqual([
      'unreadable Actor_01/03-01-02-01-01-02-01.wav',
      'unreadable Actor_01/03-01-02-01-02-01-01.wav',
      'unreadable Actor_01/03-01-02-01-02-02-01.wav',
      'unknown Actor_01/03-01-01-02-01-01-01.wav',
      'unknown Actor_01/03-01-02-01-01-01-01.flac',
      'derived Actor_01/03-01-02-01-01-01-01_noise.wav',
      'unknown Actor_01/03-01-02-01-01-01-25.wav',
      'unknown Actor_01/03-02-08-01-01-01-01.wav',
      'unknown README.txt',
    ]);
    expect(problems[0]).toMatchObject({ recording: { actor: 1, repetition: 2 }, error: { code: 'invalid-wav' } });
    expect((problems[0] as { error: Error }).error.message).toMatch(/03-01-02-01-01-02-01\.wav: .*"data" chunk/);
    expect(problems[3]).toMatchObject({ issues: [{ field: 'intensity' }] });
    expect(problems[5]).toMatchObject({ suffix: '_noise', recording: { actor: 1 } });
  });

  test('keeps the first readable copy, the shallowest first, and compares the others with it', async () => {
    const name = '03-01-02-01-01-01-01.wav';
    const folder = scratchFolder();
    writeFiles(folder, {
      [`a/deep/${name}`]: recordingBytes('same'),
      [`b/${name}`]: recordingBytes('same').slice(0, 50),
      [`c/${name}`]: recordingBytes('same'),
      [`d/${name}`]: recordingBytes('same', { seed: 77 }),
      [`e/${name}`]: recordingBytes('same', { frames: 3 }),
    });
    const entries = await scan(folder);
    expect(
      entries.map((entry) => [entry.kind, entry.relativePath, 'identical' in entry ? entry.identical : null]),
    ).toEqual([
      ['unreadable', `b/${name}`, null],
      ['recording', `c/${name}`, null],
      ['duplicate', `d/${name}`, false],
      ['duplicate', `e/${name}`, false],
      ['duplicate', `a/deep/${name}`, true],
    ]);
    expect(entries[2]).toMatchObject({ of: join(folder, 'c', name) });
  });

  test('compares long files to their end', async () => {
    const name = '03-01-02-01-01-01-01.wav';
    const long = wavBytes({ frames: 200_000 });
    const other = long.slice();
    other[long.length - 1]! ^= 1;
    const folder = scratchFolder();
    writeFiles(folder, { [`a/${name}`]: long, [`b/${name}`]: other, [`c/${name}`]: long });
    expect((await scan(folder)).map((entry) => ('identical' in entry ? entry.identical : entry.kind))).toEqual([
      'recording',
      false,
      true,
    ]);
  });

  test('hashes samples, and nothing but samples', async () => {
    const folder = scratchFolder();
    const [a, b, c] = ['03-01-03-01-02-01-07.wav', '03-01-03-01-02-02-07.wav', '03-01-03-01-01-01-07.wav'] as const;
    writeFiles(folder, {
      [a]: wavBytes({ ...RAVDESS_CHUNKS, frames: 300_000 }),
      [b]: wavBytes({ frames: 300_000, after: [['LIST', 4]] }),
      [c]: wavBytes({ frames: 300_000, seed: 1 }),
    });
    const { files } = await readCorpus(folder, { hash: true, readHeader });
    const hashes = Object.fromEntries(files.map(({ name, pcmHash }) => [name, pcmHash]));
    expect(hashes[a]).toMatch(/^[0-9a-f]{64}$/);
    expect(hashes[a]).toBe(hashes[b]);
    expect(hashes[a]).not.toBe(hashes[c]);
    expect((await readCorpus(folder)).files.every((file) => file.pcmHash === undefined)).toBe(true);
  });

  test('passes over what is not asked for', async () => {
    const folder = scratchFolder();
    writeFiles(folder, {
      '03-01-02-01-01-01-01.wav': recordingBytes('a'),
      '03-02-02-01-01-01-01.wav': recordingBytes('b'),
      '01-01-02-01-01-01-01.mp4': 'picture and sound',
      '01-02-02-01-01-01-01.wav': recordingBytes('c'),
    });
    const found = async (options: ScanCorpusOptions): Promise<string[]> =>
      (await scan(folder, options)).map(({ name }) => name);
    expect(await found({})).toHaveLength(4);
    expect(await found({ modality: 'audio-only' })).toEqual(['03-01-02-01-01-01-01.wav', '03-02-02-01-01-01-01.wav']);
    expect(await found({ modality: 'audio-only', vocalChannel: 'song' })).toEqual(['03-02-02-01-01-01-01.wav']);
    expect(await found({ vocalChannel: 'speech' })).toEqual(['01-01-02-01-01-01-01.mp4', '03-01-02-01-01-01-01.wav']);
    const wavOnly = await scan(folder, { extensions: ['.wav'] });
    expect(wavOnly.at(-1)).toMatchObject({ kind: 'unknown', name: '01-01-02-01-01-01-01.mp4', issues: [] });
    const [video] = await scan(folder, { modality: 'audio-video' });
    expect(video).toMatchObject({ kind: 'recording', header: null, size: 17 });
    const bare = await scan(folder, {});
    expect(bare.map((entry) => entry.kind === 'recording' && [entry.header, entry.size > 0])).toEqual(
      Array.from({ length: 4 }, () => [null, true]),
    );
  });

  test('asks the reader of headers that it is given', async () => {
    const folder = scratchFolder();
    const [good, bad] = ['03-01-02-01-01-01-01.wav', '03-01-02-01-01-02-01.wav'];
    writeFiles(folder, { [good]: 'anything', [bad]: 'x' });
    const header = { sampleRate: 8000, channels: 1, bitsPerSample: 16, frames: 2, duration: 2 / 8000 } as const;
    const entries = await scan(folder, {
      readHeader: async (path) => {
        if (path.endsWith(bad)) throw Object.assign(new Error(`${path}: no sound`), { code: 'unsupported-wav' });
        return { ...header, dataOffset: 3, dataLength: 4 };
      },
    });
    expect(entries[0]).toMatchObject({ kind: 'recording', header });
    expect(entries[1]).toMatchObject({ kind: 'unreadable', error: { code: 'invalid-wav' } });
    expect((entries[1] as { error: Error }).error.message).toBe(`${join(folder, bad)}: no sound`);
    // A reader of plain JavaScript may tell nothing.
    const readHeader = (async () => {}) as unknown as ScanCorpusOptions['readHeader'];
    const silent = await scan(folder, { readHeader });
    expect(silent.map((entry) => entry.kind === 'recording' && entry.header)).toEqual([null, null]);
  });

  test('takes more actors where it is told to', async () => {
    const folder = scratchFolder();
    writeFiles(folder, { '03-01-02-01-01-01-40.wav': recordingBytes('a') });
    await expect(scan(folder)).rejects.toMatchObject({ code: 'no-recordings' });
    expect(await scan(folder, { maxActor: 40 })).toHaveLength(1);
  });

  test('reads headers, not samples: a file of a gigabyte costs no more than a small one', async () => {
    const folder = scratchFolder();
    const path = join(folder, '03-01-02-01-01-01-01.wav');
    const bytes = wavBytes({ frames: 0 });
    new DataView(bytes.buffer).setUint32(40, 1e9, true);
    writeFileSync(path, bytes);
    truncateSync(path, 44 + 1e9);
    const before = process.memoryUsage().arrayBuffers;
    const { files } = await readCorpus(folder, { readHeader });
    expect(files[0]!.header).toMatchObject({ frames: 5e8, dataLength: 1e9 });
    expect(process.memoryUsage().arrayBuffers - before).toBeLessThan(10e6);
  });

  test('follows links, but not in circles', async () => {
    const folder = scratchFolder();
    const name = '03-01-02-01-01-01-01.wav';
    const elsewhere = scratchFolder();
    writeFiles(elsewhere, { [name]: recordingBytes('a') });
    symlinkSync(elsewhere, join(folder, 'linked'));
    symlinkSync(folder, join(elsewhere, 'back'));
    symlinkSync(join(elsewhere, 'nowhere'), join(folder, 'dangling.wav'));
    const { files, problems } = await readCorpus(folder);
    expect(files.map(({ relativePath }) => relativePath)).toEqual([`linked/${name}`]);
    expect(problems).toMatchObject([{ kind: 'unreadable', name: 'dangling.wav', error: { code: 'file' } }]);
    expect((await readCorpus(join(folder, 'linked'))).files).toHaveLength(1);
  });

  test('does not depend on how many files are open at a time', async () => {
    const folder = lay((name) => [`${actorFolder(name)}/${name}`, `copy/${name}`]);
    const one = await scan(folder, { concurrency: 1, readHeader });
    expect(await scan(folder, { concurrency: 64, readHeader })).toEqual(one);
    expect(await scan(folder)).toEqual(one);
  });

  test('tells a missing, an empty and a foreign folder apart', async () => {
    const folder = scratchFolder();
    writeFiles(folder, { 'file.wav': 'x', 'other/a.txt': 'x', 'other/b.txt': 'x' });
    mkdirSync(join(folder, 'empty'));
    await expect(scan(join(folder, 'missing'))).rejects.toMatchObject({
      code: 'folder-not-found',
      message: expect.stringMatching(/There is no folder .*missing/),
    });
    await expect(scan(join(folder, 'file.wav'))).rejects.toMatchObject({
      code: 'folder-not-found',
      message: expect.stringContaining('is a file'),
    });
    await expect(scan(join(folder, 'empty'))).rejects.toMatchObject({
      code: 'no-recordings',
      message: expect.stringContaining('it is empty'),
    });
    await expect(scan(join(folder, 'other'))).rejects.toMatchObject({
      code: 'no-recordings',
      message: expect.stringMatching(/2 other files, as (a|b)\.txt, (a|b)\.txt/),
    });
  });

  test('stops on a signal, and closes its files when the consumer leaves', async () => {
    const folder = lay((name) => name);
    await expect(scan(folder, { signal: AbortSignal.abort() })).rejects.toMatchObject({ name: 'AbortError' });
    const controller = new AbortController();
    const seen: string[] = [];
    const running = (async () => {
      for await (const { name } of scanCorpus(folder, { signal: controller.signal, concurrency: 2 })) {
        seen.push(name);
        controller.abort();
      }
    })();
    await expect(running).rejects.toMatchObject({ name: 'AbortError' });
    expect(seen.length).toBeLessThan(4);
    for await (const _ of scanCorpus(folder)) break;
  });

  test.skipIf(process.platform === 'win32')('reports files and folders that may not be read', async () => {
    const folder = scratchFolder();
    writeFiles(folder, {
      '03-01-02-01-01-01-01.wav': recordingBytes('a'),
      '03-01-02-01-01-02-01.wav': recordingBytes('b'),
    });
    mkdirSync(join(folder, 'locked'));
    execFileSync('mkfifo', [join(folder, '03-01-02-01-02-01-01.wav')]);
    chmodSync(join(folder, '03-01-02-01-01-02-01.wav'), 0);
    chmodSync(join(folder, 'locked'), 0);
    chmodSync(folder, 0o755);
    const { files, problems } = await asUnprivileged(() => readCorpus(folder));
    chmodSync(join(folder, 'locked'), 0o700);
    expect(files).toHaveLength(1);
    expect(problems).toMatchObject([
      { kind: 'unreadable', name: '03-01-02-01-01-02-01.wav', recording: { repetition: 2 }, error: { code: 'file' } },
      { kind: 'unreadable', name: '03-01-02-01-02-01-01.wav', error: { code: 'file' } },
      { kind: 'unreadable', name: 'locked', recording: null, error: { code: 'file' } },
    ]);
  });

  test.each([
    [{ concurrency: 0 }, 'concurrency'],
    [{ concurrency: 1.5 }, 'concurrency'],
    [{ hash: true }, 'readHeader'],
    [{ maxActor: 0 }, 'maxActor'],
  ])('refuses %o', async (options, field) => {
    const folder = scratchFolder();
    writeFileSync(join(folder, '03-01-02-01-01-01-01.wav'), recordingBytes('a'));
    await expect(scan(folder, options)).rejects.toMatchObject({ code: 'invalid-option', field });
  });
});
