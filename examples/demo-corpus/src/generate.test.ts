import { createHash } from 'node:crypto';
import { mkdir, mkdtemp, readdir, readFile, rm, stat, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { sealJson, sha256 } from '@ser/files';
import { parseFilename } from '@ser/ravdess';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
// The built package: its worker threads run JavaScript.
import { DemoCorpusError, type DemoCorpusOptions, type DemoCorpusResult, generateDemoCorpus } from '../dist/index.js';

let root: string;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'demo-corpus-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));

const small = { actors: 2, itemsPerActor: 3, channels: ['speech', 'song'] } as const;

async function make(name: string, options: Partial<DemoCorpusOptions> = {}): Promise<DemoCorpusResult> {
  const run = generateDemoCorpus({ ...small, dir: join(root, name), ...options });
  let step = await run.next();
  while (!step.done) step = await run.next();
  return step.value;
}

/** SHA-256 of every file below a folder, by path. */
async function digests(name: string): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(join(root, name), { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    found[path.slice(join(root, name).length + 1)] = createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  }
  return found;
}

describe('generateDemoCorpus', () => {
  let first: DemoCorpusResult;
  let original: Record<string, string>;
  beforeAll(async () => {
    first = await make('first', { workers: 1 });
    original = await digests('first');
  });

  it('writes RAVDESS names, 48 kHz 16-bit mono, 2.9 to 5.6 seconds', async () => {
    expect(first).toMatchObject({ generated: 6, reused: 0 });
    expect(Object.keys(original).sort()).toEqual([...first.files, 'demo-corpus.json'].sort());
    for (const path of first.files) {
      expect(parseFilename(path).actor).toBe(Number(path.slice(6, 8)));
      const bytes = await readFile(join(root, 'first', path));
      expect(bytes.toString('latin1', 0, 4) + bytes.toString('latin1', 8, 16)).toBe('RIFFWAVEfmt ');
      expect([bytes.readUInt16LE(20), bytes.readUInt16LE(22), bytes.readUInt32LE(24), bytes.readUInt16LE(34)]).toEqual([
        1, 1, 48_000, 16,
      ]);
      const seconds = (bytes.length - 44) / 2 / 48_000;
      expect(seconds).toBeGreaterThan(2.9);
      expect(seconds).toBeLessThan(5.6);
      let peak = 0;
      for (let at = 44; at < bytes.length; at += 2) peak = Math.max(peak, Math.abs(bytes.readInt16LE(at)));
      expect(peak).toBeGreaterThan(1000);
      expect(peak).toBeLessThan(32_700);
    }
    expect(new Set(Object.values(original)).size).toBe(7);
  });

  it('gives the same bytes with more workers, and reports each file once', async () => {
    const events: (string | null)[] = [];
    const run = generateDemoCorpus({ ...small, dir: join(root, 'workers'), workers: 3 });
    let step = await run.next();
    for (let done = 1; !step.done; done++, step = await run.next()) {
      expect(step.value).toMatchObject({ type: 'progress', done, total: 6 });
      events.push(step.value.path);
    }
    expect(events).toEqual(first.files);
    expect(await digests('workers')).toEqual(original);
  });

  it('reuses what stands, remakes what is missing or damaged, and leaves foreign files alone', async () => {
    await make('again');
    expect(await make('again')).toMatchObject({ generated: 0, reused: 6 });
    const [lost, cut, bit] = first.files as [string, string, string];
    await rm(join(root, 'again', lost));
    await writeFile(join(root, 'again', cut), 'cut short');
    // One bit of one sample: the size tells nothing.
    const bytes = await readFile(join(root, 'again', bit));
    bytes[3000]! ^= 1;
    await writeFile(join(root, 'again', bit), bytes);
    await writeFile(join(root, 'again', 'Actor_01', 'mine.txt'), 'mine');
    expect(await make('again')).toMatchObject({ generated: 3, reused: 3 });
    const { [join('Actor_01', 'mine.txt')]: mine, ...others } = await digests('again');
    expect(mine).toBeDefined();
    expect(others).toEqual(original);
  });

  it('removes its own files that are no longer asked for', async () => {
    await make('shrinking', { actors: 1, itemsPerActor: 3 });
    const { files } = await make('shrinking', { actors: 1, itemsPerActor: 1 });
    expect(Object.keys(await digests('shrinking')).sort()).toEqual([...files, 'demo-corpus.json'].sort());
  });

  it('removes none of them that was changed since', async () => {
    const { files } = await make('changed', { actors: 1, itemsPerActor: 2 });
    const path = join(root, 'changed', files[1]!);
    await writeFile(path, 'mine now');
    await expect(make('changed', { actors: 1, itemsPerActor: 1 })).rejects.toThrow(/was changed after it was made/);
    expect(await readFile(path, 'utf8')).toBe('mine now');
  });

  it('does not believe a manifest that was changed', async () => {
    await make('edited', { actors: 1, itemsPerActor: 1 });
    const path = join(root, 'edited', 'demo-corpus.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace('"seed": 0', '"seed": 1'));
    await expect(make('edited', { actors: 1, itemsPerActor: 1, seed: 1 })).rejects.toThrow(/no demo-corpus\.json as/);
  });

  it('sounds different with another seed, in the same folder too', async () => {
    await make('seed', { actors: 1, itemsPerActor: 2 });
    const before = await digests('seed');
    expect(await make('seed', { actors: 1, itemsPerActor: 2, seed: 1 })).toMatchObject({ generated: 2, reused: 0 });
    const after = await digests('seed');
    expect(Object.keys(after)).toEqual(Object.keys(before));
    for (const [path, digest] of Object.entries(after)) expect(digest, path).not.toBe(before[path]);
  });

  it('stops at once when aborted, and goes on to the same bytes', async () => {
    const controller = new AbortController();
    const run = generateDemoCorpus({ ...small, dir: join(root, 'aborted'), workers: 2, signal: controller.signal });
    await run.next();
    await run.next();
    controller.abort(new Error('enough'));
    // What was ready before the abort may still be told.
    await expect(async () => {
      while (!(await run.next()).done);
    }).rejects.toThrow('enough');
    expect((await readdir(join(root, 'aborted'))).filter((name) => name.startsWith('.'))).toEqual([]);
    const left = await digests('aborted');
    expect(Object.keys(left).filter((path) => !/^Actor_\d\d[\\/][\d-]+\.wav$|^demo-corpus\.json$/.test(path))).toEqual(
      [],
    );
    for (const [path, digest] of Object.entries(left)) if (path.endsWith('.wav')) expect(digest).toBe(original[path]);
    const { reused } = await make('aborted');
    expect(reused).toBeGreaterThanOrEqual(2);
    expect(reused).toBeLessThan(6);
    expect(await digests('aborted')).toEqual(original);
  });

  it('tells of files as they become ready, so that the time left can be told', async () => {
    const dir = join(root, 'paced');
    for await (const { done } of generateDemoCorpus({ dir, actors: 2, itemsPerActor: 20, workers: 2 }))
      if (done === 3) break;
    const made = (await readdir(dir, { recursive: true })).filter((name) => name.endsWith('.wav'));
    expect(made.length).toBeLessThanOrEqual(3 + 2 * 4);
  });

  it('goes on after a loop that was left, and after a process that was killed while writing', async () => {
    for await (const { done } of generateDemoCorpus({ ...small, dir: join(root, 'killed') })) if (done === 3) break;
    const abandoned = join(root, 'killed', '.unfinished-abc123');
    await mkdir(abandoned);
    await writeFile(join(abandoned, 'half.wav.part'), 'half');
    await utimes(abandoned, 0, 0);
    // Half a file under its final name cannot come from us, but a disk may fail: the size gives it away.
    const damaged = join(root, 'killed', first.files[0]!);
    await writeFile(damaged, (await readFile(damaged)).subarray(0, 1000));
    await make('killed');
    expect((await readdir(join(root, 'killed'))).filter((name) => name.startsWith('.'))).toEqual([]);
    expect(await digests('killed')).toEqual(original);
  });

  it('never touches a folder that may hold real recordings', async () => {
    const real = join(root, 'real', 'Actor_01');
    await mkdir(real, { recursive: true });
    await writeFile(join(real, '03-01-01-01-01-01-01.wav'), 'real');
    await expect(make('real')).rejects.toSatisfy(
      (error) => DemoCorpusError.isInstance(error) && error.code === 'foreign-folder',
    );
    expect(await readFile(join(real, '03-01-01-01-01-01-01.wav'), 'utf8')).toBe('real');
  });

  it('distrusts a manifest that names files outside the folder', async () => {
    await mkdir(join(root, 'evil', 'corpus'), { recursive: true });
    await writeFile(join(root, 'evil', 'precious.wav'), 'precious');
    const manifest = {
      generator: '@ser-examples/demo-corpus',
      version: 1,
      seed: 5,
      files: { '../precious.wav': sha256(Buffer.from('precious')) },
    };
    await writeFile(join(root, 'evil', 'corpus', 'demo-corpus.json'), sealJson(manifest));
    await make('evil/corpus', { actors: 1, itemsPerActor: 1 });
    expect((await stat(join(root, 'evil', 'precious.wav'))).size).toBe(8);
  });

  it('names a file that cannot be written', async () => {
    const { files } = await make('blocked', { actors: 1, itemsPerActor: 1 });
    await rm(join(root, 'blocked', files[0]!));
    await mkdir(join(root, 'blocked', files[0]!, 'in the way'), { recursive: true });
    await expect(make('blocked', { actors: 1, itemsPerActor: 1 })).rejects.toThrow(files[0]!);
  });

  it.each([{ seed: 0.5 }, { workers: 0 }, { actors: 100 }])(
    'refuses %j before it touches the folder',
    async (options) => {
      await expect(make('never', options)).rejects.toThrow(DemoCorpusError);
      await expect(stat(join(root, 'never'))).rejects.toThrow('ENOENT');
    },
  );
});
