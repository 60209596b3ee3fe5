import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { strToU8, type Zippable, zipSync } from 'fflate';
import { onTestFinished } from 'vitest';
import { catalog } from '../src/catalog.ts';
import { formatFilename } from '../src/filename/format-filename.ts';
import type { Archive } from '../src/node/download/archives.ts';

/** Answers one request; `nth` counts from 1. */
export type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void | Promise<void>;

/** A server on this machine, stopped when the test ends. */
export interface TestServer {
  readonly baseUrl: string;
  /** The `Range` header of every request, in order. */
  readonly ranges: (string | undefined)[];
  readonly urls: string[];
  /** How many answers were cut off by the client. */
  closed: number;
}

export async function serve(answer: Answer): Promise<TestServer> {
  const server = createServer((request, response) => {
    state.ranges.push(request.headers.range);
    state.urls.push(request.url!);
    response.on('close', () => {
      if (!response.writableFinished) state.closed++;
    });
    void answer(request, response, state.ranges.length);
  });
  const state: TestServer = { baseUrl: '', ranges: [], urls: [], closed: 0 };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/files` });
}

/** What an honest server does: the whole, or the range that is asked for. */
export function honest(bytes: Uint8Array): Answer {
  return (request, response) => {
    const start = rangeStart(request);
    if (start === undefined) response.writeHead(200, { 'content-length': bytes.length });
    else {
      response.writeHead(206, {
        'content-length': bytes.length - start,
        'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
      });
    }
    response.end(bytes.subarray(start ?? 0));
  };
}

/** Like {@link honest}, but in pieces with pauses, and cut off after `limit` bytes. */
export function slow(bytes: Uint8Array, options: { piece: number; pause: number; limit?: number }): Answer {
  return async (request, response) => {
    const start = rangeStart(request);
    const head = { 'content-length': bytes.length - (start ?? 0) };
    if (start === undefined) response.writeHead(200, head);
    else response.writeHead(206, { ...head, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
    let sent = 0;
    for (let at = start ?? 0; at < bytes.length; at += options.piece) {
      if (sent >= (options.limit ?? Number.POSITIVE_INFINITY)) {
        // A client may drop what it had received and not read yet when the connection breaks: give it a moment.
        await sleep(50);
        response.destroy();
        return;
      }
      if (response.destroyed) return;
      await new Promise((resolve) => response.write(bytes.subarray(at, at + options.piece), resolve));
      sent += options.piece;
      if (options.pause > 0) await sleep(options.pause);
    }
    response.end();
  };
}

export function rangeStart(request: IncomingMessage): number | undefined {
  const start = /^bytes=(\d+)-$/.exec(request.headers.range ?? '')?.[1];
  return start === undefined ? undefined : Number(start);
}

/** A small stand-in for an archive of the corpus: a few recordings of noise, which does not compress. */
export interface TestArchive extends Archive {
  readonly zip: Uint8Array;
  readonly contents: Readonly<Record<string, Uint8Array>>;
}

export function makeArchive({ files = 8, bytes = 40_000, seed = 1, extra = {} as Zippable } = {}): TestArchive {
  // Bytes that do not compress: Numerical Recipes' linear congruential generator, its high bits.
  let state = seed;
  const nextByte = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state >>> 24;
  };
  const contents: Record<string, Uint8Array> = {};
  for (const recording of catalog({ modality: 'audio-only', vocalChannel: 'speech' }).slice(0, files)) {
    const name = formatFilename(recording);
    contents[`Actor_${name.slice(18, 20)}/${name}`] = Uint8Array.from({ length: bytes }, nextByte);
  }
  return {
    ...archiveOf(zipSync({ ...contents, ...extra }, { level: 1, mtime: '2018-04-05' }), Object.keys(contents)),
    contents,
  };
}

/** The description that makes a zip a right download. */
export function archiveOf(zip: Uint8Array, files: Iterable<string>): Omit<TestArchive, 'contents'> {
  const md5 = createHash('md5').update(zip).digest('hex');
  return { name: 'Audio_Test.zip', bytes: zip.length, md5, files: new Set(files), zip };
}

export const text: (value: string) => Uint8Array = strToU8;
