import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { hostname } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { honest, slow } from '../../../../files/testing/server.ts';
import { archive, expectComplete, part, prepare, work } from '../../../testing/download.ts';
import { scratchFolder } from '../../../testing/scratch-folder.ts';
import { downloadArchives } from './download-archives.ts';

describe('a download', () => {
  test('stops on its signal, keeps what came, and goes on later', async () => {
    const controller = new AbortController();
    const run = await prepare(slow(archive.zip, { piece: 20_000, pause: 20 }), { signal: controller.signal });
    const finished = run.finish();
    while (!existsSync(part(run.dir)) || statSync(part(run.dir)).size < 40_000) await sleep(5);
    controller.abort();
    await expect(finished).rejects.toMatchObject({ name: 'AbortError' });
    const kept = statSync(part(run.dir)).size;
    expect(kept).toBeGreaterThanOrEqual(40_000);
    expect(kept).toBeLessThan(archive.bytes);
    expect(existsSync(join(work(run.dir), 'lock'))).toBe(false);
    const later = await prepare(honest(archive.zip), { dir: run.dir });
    await later.finish();
    expect(later.server.ranges).toEqual([`bytes=${kept}-`]);
    expectComplete(run.dir);
  });

  test('stops while it pauses', async () => {
    const controller = new AbortController();
    const run = await prepare((_, response) => void response.writeHead(503, { 'retry-after': '300' }).end(), {
      signal: controller.signal,
    });
    const finished = run.finish();
    while (run.events.length === 0) await sleep(5);
    controller.abort(new Error('enough'));
    await expect(finished).rejects.toThrow('enough');
  });

  test('ends its connection and gives back its lock when the consumer leaves', async () => {
    const run = await prepare(slow(archive.zip, { piece: 20_000, pause: 20 }));
    for await (const event of downloadArchives([['test', archive]], { dir: run.dir, baseUrl: run.server.baseUrl })) {
      if (event.type === 'progress' && event.received > 0) break;
    }
    expect(readdirSync(work(run.dir))).toEqual([`${archive.name}.part`]);
    while (run.server.closed === 0) await sleep(5);
  });

  test('keeps a second one out of its folder', async () => {
    const run = await prepare(slow(archive.zip, { piece: 20_000, pause: 10 }));
    const finished = run.finish();
    while (!existsSync(join(work(run.dir), 'lock'))) await sleep(1);
    const second = await prepare(honest(archive.zip), { dir: run.dir });
    await expect(second.finish()).rejects.toMatchObject({
      code: 'locked',
      message: expect.stringContaining(String(process.pid)),
    });
    await finished;
    expectComplete(run.dir);
  });

  const elsewhere = JSON.stringify({ token: 'x', pid: 1, host: 'another machine' });
  test.each<[string, string, number, boolean]>([
    ['of a process that is gone', JSON.stringify({ token: 'x', pid: 2 ** 22 + 1, host: hostname() }), 0, true],
    ['of another machine that was silent for a minute', elsewhere, 61, true],
    ['of another machine that was heard of', elsewhere, 50, false],
    ['that was cut off in writing, a minute ago', '{"tok', 61, true],
    ['that a power cut emptied just now', '', 0, true],
    ['of a process that runs', JSON.stringify({ token: 'x', pid: process.ppid, host: hostname() }), 0, false],
  ])('finds a lock %s', async (_, lock, age, free) => {
    const dir = scratchFolder();
    mkdirSync(work(dir));
    const path = join(work(dir), 'lock');
    writeFileSync(path, lock);
    utimesSync(path, new Date(), new Date(Date.now() - age * 1000));
    const run = await prepare(honest(archive.zip), { dir });
    if (free) {
      await run.finish();
      expectComplete(dir);
    } else {
      await expect(run.finish()).rejects.toMatchObject({ code: 'locked', received: path });
      expect(readFileSync(path, 'utf8')).toBe(lock);
    }
  });

  test('keeps the archive where it is asked to, and uses it again', async () => {
    const run = await prepare(honest(archive.zip), { keepArchives: true });
    await run.finish();
    const zip = join(work(run.dir), archive.name);
    expect(readFileSync(zip).equals(archive.zip)).toBe(true);
    writeFileSync(join(work(run.dir), `${archive.name}.json`), 'damaged');
    const again = await prepare(honest(archive.zip), { dir: run.dir });
    expect((await again.finish()).map(({ type }) => type)).toEqual(['verified', ...Array(8).fill('extracted'), 'done']);
    expect(again.server.urls).toEqual([]);
    expectComplete(run.dir);
  });

  test('fetches anew what was removed or shortened since', async () => {
    const run = await prepare(honest(archive.zip));
    await run.finish();
    const [path] = Object.keys(archive.contents);
    rmSync(join(run.dir, path!));
    const again = await prepare(honest(archive.zip), { dir: run.dir });
    await again.finish();
    expectComplete(run.dir);
    expect(again.server.urls).toHaveLength(1);
  });

  const [ownPath, ownBytes] = Object.entries(archive.contents)[0]!;
  test.each<[string, Uint8Array]>([
    ['of another length', new TextEncoder().encode('mine')],
    ['of the same length', ownBytes.map((byte, i) => (i === 0 ? byte ^ 1 : byte))],
  ])('overwrites nothing: a file %s stays', async (_, mine) => {
    const dir = scratchFolder();
    mkdirSync(join(dir, 'Actor_01'));
    writeFileSync(join(dir, ownPath), mine);
    const run = await prepare(honest(archive.zip), { dir });
    await expect(run.finish()).rejects.toMatchObject({
      code: 'file',
      message: expect.stringContaining('is in the way'),
    });
    expect(readFileSync(join(dir, ownPath)).equals(mine)).toBe(true);
  });

  test('leaves the same bytes alone', async () => {
    const dir = scratchFolder();
    const [path, bytes] = Object.entries(archive.contents)[0]!;
    mkdirSync(join(dir, 'Actor_01'));
    writeFileSync(join(dir, path), bytes);
    const { mtimeMs, ino } = statSync(join(dir, path));
    await (await prepare(honest(archive.zip), { dir })).finish();
    expect(statSync(join(dir, path))).toMatchObject({ mtimeMs, ino });
  });

  test('does not write through a link out of its folder', async () => {
    const dir = scratchFolder();
    const outside = scratchFolder();
    symlinkSync(outside, join(dir, 'Actor_01'));
    const run = await prepare(honest(archive.zip), { dir });
    await expect(run.finish()).rejects.toMatchObject({ code: 'file', message: expect.stringContaining('is a link') });
    expect(readdirSync(outside)).toEqual([]);
  });

  test('says so where the folder cannot be made', async () => {
    const dir = scratchFolder();
    writeFileSync(join(dir, 'file'), '');
    const run = await prepare(honest(archive.zip), { dir: join(dir, 'file', 'below') });
    await expect(run.finish()).rejects.toMatchObject({ code: 'file' });
  });

  test('tells of recordings that the archive lacks', async () => {
    const lacking = { ...archive, files: new Set([...archive.files, 'Actor_24/03-01-08-02-02-02-24.wav']) };
    const run = await prepare(honest(archive.zip), {}, lacking);
    expect((await run.finish()).at(-1)).toMatchObject({ type: 'done', missing: ['Actor_24/03-01-08-02-02-02-24.wav'] });
  });
});
