import { createHash } from 'node:crypto';
import { access, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { type DownloadFileEvent, type DownloadFileOptions, downloadFile } from './download-file.ts';

const content = Buffer.from(Uint32Array.from({ length: 50_000 }, (_, i) => Math.imul(i, 2654435761)).buffer);
const md5 = createHash('md5').update(content).digest('hex');

type Answer = (request: IncomingMessage, response: ServerResponse) => void;
let server: Server;
let url: string;
let folder: string;
/** What the server does with the n-th request; the last one serves all that follow. */
let answers: Answer[];
let ranges: (string | undefined)[];

const startOf = (request: IncomingMessage): number =>
  Number(/bytes=(\d+)-/.exec(request.headers.range ?? '')?.[1] ?? 0);

const good: Answer = (request, response) => {
  const start = startOf(request);
  if (start >= content.length) {
    response.writeHead(416).end();
    return;
  }
  response.writeHead(start ? 206 : 200, {
    'content-length': content.length - start,
    ...(start && { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }),
  });
  response.end(content.subarray(start));
};
/** Sends up to a byte and hangs up. */
const cutAt =
  (end: number): Answer =>
  (request, response) => {
    const start = startOf(request);
    response.writeHead(start ? 206 : 200, {
      'content-length': content.length - start,
      ...(start && { 'content-range': `bytes ${start}-${content.length - 1}/${content.length}` }),
    });
    response.write(content.subarray(start, end), () => response.destroy());
  };
const status =
  (code: number): Answer =>
  (_, response) => {
    response.writeHead(code).end('no');
  };
const ignoringRanges: Answer = (_, response) => {
  response.end(content);
};

beforeAll(async () => {
  server = createServer((request, response) => {
    ranges.push(request.headers.range);
    const answer = answers.length > 1 ? answers.shift()! : answers[0]!;
    answer(request, response);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/weights.h5`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});
beforeEach(async () => {
  ranges = [];
  folder = await mkdtemp(join(tmpdir(), 'download-'));
  return () => rm(folder, { recursive: true });
});

const path = (): string => join(folder, 'deep', 'weights.h5');
const download = async (
  options: Partial<DownloadFileOptions> & { readonly onEvent?: (event: DownloadFileEvent) => void } = {},
): Promise<void> => {
  const { onEvent, ...rest } = options;
  const settings = {
    url,
    digest: { algorithm: 'md5', value: md5 },
    retries: 4,
    retryDelay: 0.001,
    mismatches: 0,
  } as const;
  for await (const event of downloadFile(path(), { ...settings, ...rest })) onEvent?.(event);
};
const failure = (code: string, message: RegExp) =>
  expect.objectContaining({ code, message: expect.stringMatching(message) });

describe('downloadFile', () => {
  test('brings the file and tells how far it is', async () => {
    answers = [good];
    const progress: (DownloadFileEvent & { type: 'progress' })[] = [];
    await download({ onEvent: (event) => event.type === 'progress' && progress.push(event) });
    expect((await readFile(path())).equals(content)).toBe(true);
    expect(await readdir(join(folder, 'deep'))).toEqual(['weights.h5']);
    expect(progress[progress.length - 1]).toEqual({
      type: 'progress',
      received: content.length,
      total: content.length,
    });
    expect(progress.map(({ received }) => received)).toEqual(
      progress.map(({ received }) => received).sort((a, b) => a - b),
    );
  });

  test('goes on where the connection was lost', async () => {
    answers = [cutAt(70_000), status(503), cutAt(150_000), good];
    await download();
    expect((await readFile(path())).equals(content)).toBe(true);
    expect(ranges).toEqual([undefined, 'bytes=70000-', 'bytes=70000-', 'bytes=150000-']);
  });

  test('goes on after it was stopped', async () => {
    answers = [good];
    const controller = new AbortController();
    const stop = (event: DownloadFileEvent): void => {
      if (event.type === 'progress' && event.received > 0) controller.abort(new Error('stopped'));
    };
    await expect(download({ signal: controller.signal, onEvent: stop })).rejects.toThrow('stopped');
    await expect(access(path())).rejects.toThrow();
    await download();
    expect((await readFile(path())).equals(content)).toBe(true);
    expect(ranges[1]).toMatch(/^bytes=\d+-$/);
  });

  test('goes on where less arrived than was announced', async () => {
    const headers: unknown[] = [];
    const short: typeof fetch = async (_, init) => {
      headers.push(init?.headers);
      if (headers.length > 1) return fetch(url, init);
      return new Response(content.subarray(0, 1000), { headers: { 'content-length': String(content.length) } });
    };
    answers = [good];
    await download({ fetch: short });
    expect(headers).toEqual([
      { 'accept-encoding': 'identity' },
      { 'accept-encoding': 'identity', range: 'bytes=1000-' },
    ]);
  });

  test('begins anew where the server knows no ranges', async () => {
    answers = [cutAt(70_000), ignoringRanges];
    await download();
    expect((await readFile(path())).equals(content)).toBe(true);
  });

  test('takes a part that is whole already', async () => {
    answers = [good];
    await download();
    await rm(path());
    await writeFile(`${path()}.part`, content);
    await download();
    expect((await readFile(path())).equals(content)).toBe(true);
    expect(ranges).toEqual([undefined, `bytes=${content.length}-`]);
  });

  test('begins anew where the part on disk is of another file', async () => {
    answers = [cutAt(0), good];
    await download();
    await rm(path());
    await writeFile(`${path()}.part`, Buffer.alloc(1000, 1));
    await download();
    expect((await readFile(path())).equals(content)).toBe(true);
  });

  test('refuses a file with another MD5 and keeps nothing of it', async () => {
    answers = [(_, response) => response.end('another file')];
    await expect(download()).rejects.toThrow(failure('checksum', /the MD5 is [0-9a-f]{32} instead of [0-9a-f]{32}/));
    expect(ranges).toHaveLength(1);
    expect(await readdir(join(folder, 'deep'))).toEqual([]);
  });

  test('gives up at once where the server refuses for good', async () => {
    answers = [status(404)];
    await expect(download()).rejects.toThrow(failure('network', /answered 404/));
    expect(ranges).toHaveLength(1);
  });

  test('gives up after five attempts where it keeps failing, and keeps what has arrived', async () => {
    answers = [cutAt(70_000), status(500)];
    await expect(download()).rejects.toThrow(failure('network', /answered 500.*failure 5 in a row/));
    expect(ranges).toHaveLength(5);
    expect((await readFile(`${path()}.part`)).equals(content.subarray(0, 70_000))).toBe(true);
  });

  test('counts a silent connection as lost', async () => {
    answers = [(_, response) => response.writeHead(200, { 'content-length': 10 }).write('half'), good];
    await download({ timeout: 0.05 });
    expect((await readFile(path())).equals(content)).toBe(true);
  });

  test('refuses a range that was not asked for', async () => {
    answers = [
      cutAt(70_000),
      (_, response) => response.writeHead(206, { 'content-range': 'bytes 5-9/10' }).end('wrong'),
      good,
    ];
    await download();
    expect((await readFile(path())).equals(content)).toBe(true);
  });
});
