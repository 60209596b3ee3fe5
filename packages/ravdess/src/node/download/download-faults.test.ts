import { existsSync, mkdirSync, readdirSync, statSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Answer, honest, slow } from '../../../../files/testing/server.ts';
import { archive, expectComplete, half, part, prepare, retries, work } from '../../../testing/download.ts';
import { scratchFolder } from '../../../testing/scratch-folder.ts';

describe('a download from a server that', () => {
  test('is honest: every file is in place, and a second call fetches nothing', async () => {
    const run = await prepare(honest(archive.zip));
    const events = await run.finish();
    expectComplete(run.dir);
    expect(run.server.urls).toEqual([`/files/${archive.name}?download=1`]);
    expect(events[0]).toEqual({ type: 'progress', received: 0, total: archive.bytes, archive: 'test' });
    const progress = events.flatMap((event) => (event.type === 'progress' ? [event.received] : []));
    expect(progress.at(-1)).toBe(archive.bytes);
    expect([...progress].sort((a, b) => a - b)).toEqual(progress);
    expect(events.filter(({ type }) => type === 'extracted')).toHaveLength(8);
    expect(events.at(-1)).toEqual({ type: 'done', archive: 'test', files: 8, cached: false, missing: [] });

    const again = await prepare(honest(archive.zip), { dir: run.dir });
    expect(await again.finish()).toEqual([{ type: 'done', archive: 'test', files: 8, cached: true, missing: [] }]);
    expect(again.server.urls).toEqual([]);
  });

  test('is slow', async () => {
    const run = await prepare(slow(archive.zip, { piece: 20_000, pause: 5 }));
    await run.finish();
    expectComplete(run.dir);
  });

  test('drops the connection again and again: goes on where it stopped', async () => {
    const run = await prepare(slow(archive.zip, { piece: 35_000, pause: 0, limit: 105_000 }), { retries: 2 });
    const events = await run.finish();
    expectComplete(run.dir);
    expect(run.server.ranges[0]).toBeUndefined();
    const starts = run.server.ranges.slice(1).map((range) => Number(/^bytes=(\d+)-$/.exec(range!)![1]));
    expect(starts.length).toBeGreaterThanOrEqual(Math.ceil(archive.bytes / 105_000) - 1);
    expect(starts.every((start, i) => start > (starts[i - 1] ?? 0))).toBe(true);
    for (const [i, reason] of retries(events).entries()) {
      expect(reason).toMatch(new RegExp(`the connection (broke|ended) at byte ${starts[i]}\\b`));
    }
    // More failures in all than are borne in a row: every attempt got somewhere, so none counts as a second one.
    expect(retries(events).length).toBeGreaterThan(2);
    expect(events.every((event) => event.type !== 'retry' || event.attempt === 1)).toBe(true);
  });

  test('drops the connection at once, always: gives up, and keeps what it has', async () => {
    const run = await prepare((request, response, nth) =>
      nth === 1
        ? slow(archive.zip, { piece: half, pause: 0, limit: half })(request, response, nth)
        : void response.destroy(),
    );
    await expect(run.finish()).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('failure 4 in a row'),
    });
    const kept = statSync(part(run.dir)).size;
    expect(kept).toBeGreaterThan(0);
    expect(kept).toBeLessThanOrEqual(half);
    expect(existsSync(join(work(run.dir), 'lock'))).toBe(false);
    const delays = run.events.flatMap((event) => (event.type === 'retry' ? [event.delay] : []));
    expect(delays).toEqual([0.001, 0.002, 0.004]);

    const later = await prepare(honest(archive.zip), { dir: run.dir });
    await later.finish();
    expectComplete(run.dir);
    expect(later.server.ranges).toEqual([`bytes=${kept}-`]);
  });

  test('announces more than it sends', async () => {
    const run = await prepare((_, response) => {
      response.writeHead(200, { 'content-length': archive.bytes + 5000 });
      response.write(archive.zip);
    });
    await run.finish();
    expectComplete(run.dir);
  });

  test('announces less than it has', async () => {
    const run = await prepare((request, response, nth) => {
      if (nth > 1) return honest(archive.zip)(request, response, nth);
      response.writeHead(200, { 'content-length': half });
      response.end(archive.zip.subarray(0, half));
    });
    await run.finish();
    expectComplete(run.dir);
    expect(run.server.ranges).toEqual([undefined, `bytes=${half}-`]);
  });

  test('sends more than the archive: stops there, and gives up after a second time', async () => {
    const endless: Answer = async (_, response) => {
      response.writeHead(200);
      while (!response.destroyed) await new Promise((resolve) => response.write(new Uint8Array(65_536), resolve));
    };
    const run = await prepare(endless);
    await expect(run.finish()).rejects.toMatchObject({
      code: 'checksum',
      message: expect.stringContaining('more than the'),
    });
    expect(run.server.urls).toHaveLength(2);
    expect(existsSync(part(run.dir))).toBe(false);
  });

  test('serves wrong bytes: fetches anew once, then says so and keeps nothing', async () => {
    const wrong = archive.zip.slice();
    wrong[1000]! ^= 1;
    const run = await prepare(honest(wrong));
    await expect(run.finish()).rejects.toMatchObject({
      code: 'checksum',
      allowed: archive.md5,
      message: expect.stringMatching(/MD5 is [0-9a-f]{32} instead of/),
    });
    expect(run.server.urls).toHaveLength(2);
    expect(readdirSync(run.dir)).toEqual(['.ravdess-download']);
    expect(readdirSync(work(run.dir))).toEqual([]);
  });

  test('goes on from a part with wrong bytes: begins anew', async () => {
    const dir = scratchFolder();
    mkdirSync(work(dir));
    writeFileSync(part(dir), new Uint8Array(half));
    const run = await prepare(honest(archive.zip), { dir });
    const events = await run.finish();
    expectComplete(dir);
    expect(run.server.ranges).toEqual([`bytes=${half}-`, undefined]);
    expect(retries(events)[0]).toMatch(/MD5/);
  });

  test('finds a part that is longer than the archive: begins anew', async () => {
    const dir = scratchFolder();
    mkdirSync(work(dir));
    writeFileSync(part(dir), new Uint8Array(archive.bytes + 1));
    const run = await prepare(honest(archive.zip), { dir });
    await run.finish();
    expectComplete(dir);
    expect(run.server.ranges).toEqual([undefined]);
  });

  test('refuses Range: begins anew', async () => {
    const whole: Answer = (_, response, nth) => {
      response.writeHead(200, { 'content-length': archive.bytes });
      if (nth === 1) response.write(archive.zip.subarray(0, half), () => response.destroy());
      else response.end(archive.zip);
    };
    const run = await prepare(whole);
    const events = await run.finish();
    expectComplete(run.dir);
    // Two answers are enough: the second replaces what the first left.
    expect(run.server.ranges).toEqual([undefined, expect.stringMatching(/^bytes=\d+-$/)]);
    expect(retries(events)).toEqual([expect.stringMatching(/the connection (broke|ended)/)]);
  });

  test.each<[string, Answer]>([
    [
      'another range',
      (_, response) =>
        void response
          .writeHead(206, { 'content-range': `bytes 0-${archive.bytes - 1}/${archive.bytes}` })
          .end(archive.zip),
    ],
    [
      'a range of another length',
      (_, response) =>
        void response.writeHead(206, { 'content-range': `bytes ${half}-${half + 9}/${half + 10}` }).end('0123456789'),
    ],
    ['no Content-Range', (_, response) => void response.writeHead(206).end(archive.zip.subarray(half))],
    ['416', (_, response) => void response.writeHead(416, { 'content-range': `bytes */${half}` }).end()],
  ])('answers a range with %s: begins anew', async (_, answer) => {
    const dir = scratchFolder();
    mkdirSync(work(dir));
    writeFileSync(part(dir), archive.zip.subarray(0, half));
    const run = await prepare(
      (request, response, nth) => (nth === 1 ? answer : honest(archive.zip))(request, response, nth),
      { dir },
    );
    const events = await run.finish();
    expectComplete(dir);
    expect(retries(events)).toEqual([expect.stringMatching(/answered with the range|refuses to go on/)]);
    expect(run.server.ranges).toEqual([`bytes=${half}-`, undefined]);
  });

  test('answers 429 and 503 with Retry-After: waits as long as it is asked to', async () => {
    const run = await prepare((request, response, nth) => {
      if (nth === 1) return void response.writeHead(429, { 'retry-after': '1' }).end('slow down');
      if (nth === 2)
        return void response.writeHead(503, { 'retry-after': new Date(Date.now() + 1500).toUTCString() }).end();
      if (nth === 3) return void response.writeHead(503, { 'retry-after': 'soon' }).end();
      return honest(archive.zip)(request, response, nth);
    });
    const began = performance.now();
    const events = await run.finish();
    expect(performance.now() - began).toBeGreaterThan(1000);
    expectComplete(run.dir);
    expect(retries(events)).toEqual([
      expect.stringContaining('answered 429 Too Many Requests'),
      expect.stringContaining('answered 503 Service Unavailable'),
      expect.stringContaining('answered 503 Service Unavailable'),
    ]);
    const delays = events.flatMap((event) => (event.type === 'retry' ? [event.delay] : []));
    expect(delays[0]).toBe(1);
    expect(delays[1]).toBeLessThan(1.6);
    expect(delays[2]).toBe(0.004);
  });

  test('asks to wait for hours: leaves that to a person', async () => {
    const run = await prepare((_, response) => void response.writeHead(429, { 'retry-after': '7200' }).end());
    await expect(run.finish()).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('wait 7200 s'),
    });
    expect(run.server.urls).toHaveLength(1);
  });

  test.each([400, 401, 403, 404, 410, 501])('answers %s: gives up at once', async (status) => {
    const run = await prepare((_, response) => void response.writeHead(status).end('no'));
    await expect(run.finish()).rejects.toMatchObject({ code: 'network', received: String(status) });
    expect(run.server.urls).toHaveLength(1);
  });

  test.each([408, 500, 502, 504])('answers %s: tries again', async (status) => {
    const run = await prepare((request, response, nth) =>
      nth === 1 ? void response.writeHead(status).end() : honest(archive.zip)(request, response, nth),
    );
    await run.finish();
    expectComplete(run.dir);
  });

  test('answers with a web page', async () => {
    const run = await prepare(
      (_, response) => void response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end('<html>'),
    );
    await expect(run.finish()).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('a web page'),
    });
    expect(existsSync(part(run.dir))).toBe(false);
  });

  test('redirects', async () => {
    const run = await prepare((request, response, nth) =>
      request.url!.startsWith('/files')
        ? void response.writeHead(302, { location: '/elsewhere' }).end()
        : honest(archive.zip)(request, response, nth),
    );
    await run.finish();
    expectComplete(run.dir);
    expect(run.server.urls).toEqual([`/files/${archive.name}?download=1`, '/elsewhere']);
  });

  test('never answers, or falls silent: gives up after the timeout', async () => {
    const run = await prepare(
      (request, response, nth) => {
        if (nth === 1) return;
        if (nth === 2) return void response.writeHead(200).write(archive.zip.subarray(0, half));
        return honest(archive.zip)(request, response, nth);
      },
      { timeout: 0.3 },
    );
    const events = await run.finish();
    expectComplete(run.dir);
    expect(retries(events)).toEqual([expect.stringContaining('no answer within 0.3 s'), 'nothing came for 0.3 s']);
    expect(run.server.ranges[2]).toBe(`bytes=${half}-`);
    expect(run.server.closed).toBe(2);
  });

  test('is not there', async () => {
    const gone = createServer();
    await new Promise<void>((resolve) => gone.listen(0, '127.0.0.1', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    const run = await prepare(() => {}, { baseUrl: `http://127.0.0.1:${port}`, retries: 1 });
    await expect(run.finish()).rejects.toMatchObject({
      code: 'network',
      message: expect.stringContaining('ECONNREFUSED'),
    });
  });

  test('is reached by an address with a password: which is sent, and shown to nobody', async () => {
    const run = await prepare((_, response) => void response.writeHead(403).end());
    const { host } = new URL(run.server.baseUrl);
    const secret = await prepare(() => {}, { baseUrl: `http://ser:geheim@${host}/files`, dir: run.dir });
    const error = (await secret.finish().catch((cause: Error) => cause)) as Error;
    expect(error).toMatchObject({ code: 'network', message: expect.stringContaining('answered 403') });
    expect(`${error.message}${JSON.stringify(secret.events)}${(error.cause as Error).message}`).not.toContain('geheim');
    expect(run.server.requests[0]!.headers.authorization).toBe(`Basic ${btoa('ser:geheim')}`);
  });
});
