import { spawn } from 'node:child_process';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { ScalarSink } from '@ser/models';
import type { Reporter } from '../terminal/reporter.ts';
import { LIVE_PAGE, LIVE_POLICY } from './live-page.ts';
import { followWork, type LiveState } from './live-state.ts';

/** A page that follows the work while it goes on. */
export interface LiveView {
  readonly url: string;
  /** Tells what it told before, and the page besides. */
  readonly reporter: Reporter;
  /** Where the figures of each epoch of a training go. */
  readonly sink: (name: string) => ScalarSink;
  close(): void;
}

const LOOPBACK = '127.0.0.1';

/**
 * Serves the live page on the loopback interface, at a port that is free, until it is closed. It keeps no process alive, and
 * answers nobody who asks for another host, so that no page of the web can read it through a name of its own.
 */
export async function openLiveView(command: string, reporter: Reporter): Promise<LiveView> {
  const followed = followWork(command, reporter);
  const server = createServer((request, response) => answer(request, response, followed.state, port()));
  const port = (): number => (server.address() as AddressInfo).port;
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, LOOPBACK, resolve);
  });
  server.unref();
  return {
    url: `http://${LOOPBACK}:${port()}/`,
    reporter: followed.reporter,
    sink: followed.sink,
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function answer(request: IncomingMessage, response: ServerResponse, state: LiveState, port: number): void {
  const send = (code: number, type: string, body: string): void => {
    response.writeHead(code, {
      'content-type': `${type}; charset=utf-8`,
      'content-security-policy': LIVE_POLICY,
      'cache-control': 'no-store',
      'x-content-type-options': 'nosniff',
      'cross-origin-resource-policy': 'same-origin',
    });
    response.end(body);
  };
  const { method, url, headers } = request;
  if (headers.host !== `${LOOPBACK}:${port}`) send(403, 'text/plain', 'This page is for this machine alone.');
  else if (method !== 'GET') send(405, 'text/plain', 'It only tells.');
  else if (url === '/') send(200, 'text/html', LIVE_PAGE);
  else if (url === '/state') send(200, 'application/json', JSON.stringify(state));
  else send(404, 'text/plain', 'There is nothing here.');
}

/** Shows an address in the browser of this machine, where there is one; nothing depends on it. */
export function showInBrowser(url: string): void {
  const [program, ...args] =
    process.platform === 'darwin'
      ? ['open', url]
      : process.platform === 'win32'
        ? ['cmd', '/c', 'start', '', url]
        : ['xdg-open', url];
  const child = spawn(program!, args, { stdio: 'ignore', detached: true });
  child.on('error', () => {});
  child.unref();
}
