import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { onTestFinished } from 'vitest';

/** Answers one request; `nth` counts from 1. */
export type Answer = (request: IncomingMessage, response: ServerResponse, nth: number) => void | Promise<void>;

/** A server on this machine, stopped when the test ends. */
export interface TestServer {
  readonly baseUrl: string;
  /** The `Range` header of every request, in order. */
  readonly ranges: (string | undefined)[];
  readonly urls: string[];
  readonly requests: IncomingMessage[];
  /** How many answers were cut off by the client. */
  closed: number;
}

export async function serve(answer: Answer): Promise<TestServer> {
  const server = createServer((request, response) => {
    state.ranges.push(request.headers.range);
    state.urls.push(request.url!);
    state.requests.push(request);
    response.on('close', () => {
      if (!response.writableFinished) state.closed++;
    });
    void answer(request, response, state.ranges.length);
  });
  const state: TestServer = { baseUrl: '', ranges: [], urls: [], requests: [], closed: 0 };
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return Object.assign(state, { baseUrl: `http://127.0.0.1:${(server.address() as AddressInfo).port}/files` });
}

/** What an honest server does: the whole, or the range that is asked for. */
export function honest(bytes: Uint8Array, headers: Readonly<Record<string, string>> = {}): Answer {
  return (request, response) => {
    const start = rangeStart(request);
    if (start === undefined) response.writeHead(200, { 'content-length': bytes.length, ...headers });
    else {
      response.writeHead(206, {
        'content-length': bytes.length - start,
        'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}`,
        ...headers,
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
