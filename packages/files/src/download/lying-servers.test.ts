import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { beforeEach, describe, expect, test } from 'vitest';
import { type Answer, honest, rangeStart, serve, slow, type TestServer } from '../../testing/server.ts';
import { type DownloadFileEvent, type DownloadFileOptions, downloadFile } from './download-file.ts';

const content = Buffer.from(Uint32Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 2654435761)).buffer);
const other = Buffer.from(Uint32Array.from({ length: 100_000 }, (_, i) => Math.imul(i, 40503)).buffer);
const sha = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');
const digest = { algorithm: 'sha256', value: sha(content) } as const;

let folder: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-lies-'));
  return () => rm(folder, { recursive: true, force: true });
});
const path = (): string => join(folder, 'weights.bin');

async function fetchFrom(
  { baseUrl }: TestServer,
  options: Partial<DownloadFileOptions> = {},
): Promise<DownloadFileEvent[]> {
  const events: DownloadFileEvent[] = [];
  const settings = { url: `${baseUrl}/weights.bin`, digest, retries: 2, retryDelay: 0.001, timeout: 5 };
  for await (const event of downloadFile(path(), { ...settings, ...options })) events.push(event);
  return events;
}
const isContent = async (): Promise<boolean> => (await readFile(path())).equals(content);
const cutAt =
  (end: number, headers: Readonly<Record<string, string>> = {}): Answer =>
  async (_, response) => {
    response.writeHead(200, { 'content-length': content.length, ...headers });
    await new Promise((resolve) => response.write(content.subarray(0, end), resolve));
    setTimeout(() => response.destroy(), 30);
  };

describe('a server that', () => {
  test('cuts every whole answer and gives wrong ranges is given up after the retries', async () => {
    const server = await serve((request, response, nth) =>
      rangeStart(request) === undefined
        ? cutAt(200_000)(request, response, nth)
        : void response.writeHead(206, { 'content-range': 'bytes 1-2/3' }).end('xx'),
    );
    await expect(fetchFrom(server, { bytes: content.length })).rejects.toMatchObject({ code: 'network' });
    // The first attempt got somewhere; two more may fail after it, and a retry each.
    expect(server.urls.length).toBeLessThanOrEqual(4);
  });

  test.each<[string, Partial<DownloadFileOptions>]>([
    ['the length is known', { bytes: 1000 }],
    ['a limit is set', { maxBytes: 1000 }],
  ])('sends without end is cut off where %s', async (_, limits) => {
    let sent = 0;
    const server = await serve(async (_request, response) => {
      response.writeHead(200);
      while (!response.destroyed) {
        sent += 65_536;
        await new Promise((resolve) => response.write(Buffer.alloc(65_536), resolve));
      }
    });
    await expect(fetchFrom(server, { ...limits, mismatches: 0 })).rejects.toMatchObject({
      code: 'checksum',
      message: expect.stringMatching(/more than the 1000 bytes/),
    });
    expect(sent).toBeLessThan(20_000_000);
    expect(await readdir(folder)).toEqual([]);
  });

  test('announces too much is refused before a byte is taken', async () => {
    const server = await serve((_, response) => void response.writeHead(200, { 'content-length': 2e12 }).end('x'));
    await expect(fetchFrom(server, { maxBytes: 1e6 })).rejects.toMatchObject({
      code: 'checksum',
      message: expect.stringMatching(/announces 2000000000000 bytes; at most 1000000/),
    });
    expect(server.urls).toHaveLength(1);
  });

  test('packs although it was asked not to: what unfolds has the same limit', async () => {
    const server = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(Buffer.alloc(50_000_000)));
    });
    await expect(fetchFrom(server, { maxBytes: 1_000_000, mismatches: 0 })).rejects.toMatchObject({ code: 'checksum' });
    expect(server.requests[0]!.headers['accept-encoding']).toBe('identity');
    const honestly = await serve((_, response) => {
      response.writeHead(200, { 'content-encoding': 'gzip' }).end(gzipSync(content));
    });
    await fetchFrom(honestly);
    expect(await isContent()).toBe(true);
  });

  test('changes the file in between is asked for the version that was begun, and begun anew', async () => {
    const server = await serve((request, response, nth) => {
      if (nth === 1) return cutAt(150_000, { etag: '"one"' })(request, response, nth);
      // A server that honors If-Range sends the whole of a file that has changed.
      expect(request.headers['if-range']).toBe('"one"');
      return honest(content, { etag: '"two"' })(Object.assign(request, { headers: {} }), response, nth);
    });
    await fetchFrom(server, { mismatches: 0 });
    expect(await isContent()).toBe(true);
    expect(server.urls).toHaveLength(2);
    expect(await readdir(folder)).toEqual(['weights.bin']);
  });

  test('ignores the version that was asked for is found out by its own words', async () => {
    const server = await serve((request, response, nth) => {
      if (nth === 1) return cutAt(150_000, { etag: '"one"' })(request, response, nth);
      return honest(content, { etag: '"two"' })(request, response, nth);
    });
    const events = await fetchFrom(server, { mismatches: 0 });
    expect(events.flatMap((event) => (event.type === 'retry' ? [event.reason] : [])).at(-1)).toMatch(/another version/);
    expect(server.ranges).toEqual([undefined, expect.stringMatching(/^bytes=[1-9]\d*-$/), undefined]);
    expect(await isContent()).toBe(true);
  });

  test('names no lasting version is not asked for one', async () => {
    const server = await serve((request, response, nth) =>
      nth === 1
        ? cutAt(150_000, { etag: 'W/"weak"' })(request, response, nth)
        : honest(content)(request, response, nth),
    );
    await fetchFrom(server);
    expect(server.requests[1]!.headers['if-range']).toBeUndefined();
    expect(await isContent()).toBe(true);
  });

  test('gives a version to the next process too', async () => {
    const first = await serve(cutAt(150_000, { etag: '"one"' }));
    await expect(fetchFrom(first, { retries: 0 })).rejects.toMatchObject({ code: 'network' });
    expect((await readdir(folder)).sort()).toEqual(['weights.bin.part', 'weights.bin.part.etag']);
    // How much has come when the connection breaks is for the machine to say.
    const { size } = await stat(`${path()}.part`);
    expect(size).toBeGreaterThan(0);
    const second = await serve(honest(content, { etag: '"one"' }));
    await fetchFrom(second);
    expect(second.requests[0]!.headers).toMatchObject({ 'if-range': '"one"', range: `bytes=${size}-` });
    expect(await readdir(folder)).toEqual(['weights.bin']);
  });

  test('has nothing beyond a part without digest is believed only where it says how much there is', async () => {
    await writeFile(`${path()}.part`, content);
    const says = await serve((_, response) => {
      response.writeHead(416, { 'content-range': `bytes */${content.length}` }).end();
    });
    await fetchFrom(says, { digest: undefined });
    expect(await isContent()).toBe(true);
    await rm(path());
    await writeFile(`${path()}.part`, other.subarray(0, 99));
    const silent = await serve((request, response, nth) =>
      nth === 1 ? void response.writeHead(416).end() : honest(content)(request, response, nth),
    );
    await fetchFrom(silent, { digest: undefined });
    expect(await isContent()).toBe(true);
  });

  test('speaks to the terminal is quoted in printable words', async () => {
    const server = await serve((_, response) => {
      response.socket!.end('HTTP/1.1 404 No\x1b]0;owned\x07 such\x9b2J file\r\ncontent-length: 0\r\n\r\n');
    });
    const error = await fetchFrom(server).catch((cause: Error) => cause);
    expect((error as Error).message).toMatch(/404/);
    // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what must not be there.
    expect((error as Error).message).not.toMatch(/[\x00-\x1f\x7f-\x9f]/);
  });
});

describe('downloadFile', () => {
  test('shows no user name, password or token, and sends them', async () => {
    const server = await serve((_, response) => void response.writeHead(403).end());
    const url = `${server.baseUrl.replace('//', '//ser:s3cr%C3%A4t@')}/weights.bin?token=abcdef&part=1`;
    const error = (await fetchFrom(server, { url }).catch((cause: Error) => cause)) as Error;
    expect(error).toMatchObject({ code: 'network' });
    expect(error.message).toContain(`${server.baseUrl}/weights.bin?… answered 403`);
    const authorization = `Basic ${Buffer.from('ser:s3crät').toString('base64')}`;
    expect(server.requests[0]!.headers.authorization).toBe(authorization);
    const broken: typeof fetch = async () => {
      throw new TypeError('fetch failed', { cause: new Error(`cannot reach ${url} with s3crät, ${authorization}`) });
    };
    const events: DownloadFileEvent[] = [];
    const failing = async (): Promise<void> => {
      for await (const event of downloadFile(path(), { url, fetch: broken, retries: 1, retryDelay: 0 }))
        events.push(event);
    };
    const failure = (await failing().catch((cause: Error) => cause)) as Error;
    expect(failure.message).toMatch(/fetch failed: cannot reach/);
    for (const text of [error.message, failure.message, JSON.stringify(events)]) {
      expect(text).not.toMatch(/s3cr|abcdef|c2VyOn/);
    }
    for (const bad of ['ftp://a:geheim@b/c', 'no address a:geheim@b', '//x:geheim@y/z']) {
      await expect(fetchFrom(server, { url: bad })).rejects.toMatchObject({ code: 'invalid-option' });
    }
    const word = (await fetchFrom(server, { url: 'ftp://a:geheim@b/c' }).catch((cause: Error) => cause)) as Error;
    expect(word.message).not.toContain('geheim');
  });

  test('tells why there is no answer', async () => {
    const server = await serve(() => {});
    await expect(fetchFrom(server, { url: 'http://127.0.0.1:9/x', retries: 0 })).rejects.toMatchObject({
      message: expect.stringMatching(/fetch failed: .*(ECONNREFUSED|bad port)/),
    });
  });

  test('lets one of two fetch the same file, and the other use it', async () => {
    const server = await serve(slow(content, { piece: 50_000, pause: 20 }));
    await Promise.all([fetchFrom(server), fetchFrom(server), fetchFrom(server)]);
    expect(server.urls).toHaveLength(1);
    expect(await isContent()).toBe(true);
    expect(await readdir(folder)).toEqual(['weights.bin']);
  });

  test('leaves a right file alone and replaces a wrong one', async () => {
    const server = await serve(honest(content));
    await writeFile(path(), content);
    const { mtimeMs } = await stat(path());
    expect(await fetchFrom(server)).toEqual([]);
    expect((await stat(path())).mtimeMs).toBe(mtimeMs);
    await writeFile(path(), other);
    await fetchFrom(server);
    expect(await isContent()).toBe(true);
    expect(server.urls).toHaveLength(1);
  });

  test.each<[string, Partial<DownloadFileOptions>]>([
    ['bytes', { bytes: -1 }],
    ['maxBytes', { maxBytes: 0 }],
    ['retries', { retries: 1.5 }],
    ['retryDelay', { retryDelay: 61 }],
    ['timeout', { timeout: 0 }],
    ['mismatches', { mismatches: -1 }],
    ['digest', { digest: { algorithm: 'md5', value: 'ABC' } }],
  ])('refuses %s out of range', async (field, options) => {
    const server = await serve(honest(content));
    await expect(fetchFrom(server, options)).rejects.toMatchObject({
      code: 'invalid-option',
      message: expect.stringContaining(field),
    });
    expect(server.urls).toHaveLength(0);
  });
});
