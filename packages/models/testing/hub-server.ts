import { createHash } from 'node:crypto';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { onTestFinished } from 'vitest';

/** A repository on the server. */
export interface HubRepository {
  readonly commit: string;
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Token that it asks for. */
  readonly token?: string;
}

/** What a test may make the server do wrong. */
export interface HubFaults {
  /** Cuts the first answer to a GET of this file off after so many bytes. */
  readonly cut?: { readonly file: string; readonly after: number };
  /** Sends other bytes for this file. */
  readonly spoil?: string;
}

/** A server on this machine that answers as the hub's resolve addresses do. */
export interface HubServer {
  readonly endpoint: string;
  readonly requests: {
    readonly method: string;
    readonly url: string;
    readonly range?: string;
    readonly authorization?: string;
  }[];
}

/** git's checksum of a small file, SHA-256 of a large one. */
function etagOf(bytes: Uint8Array, isLarge: boolean): string {
  if (isLarge) return createHash('sha256').update(bytes).digest('hex');
  return createHash('sha1').update(`blob ${bytes.length}\0`).update(bytes).digest('hex');
}

/** Serves repositories until the test ends; weights are large files, the rest is small. */
export async function serveHub(
  repositories: Readonly<Record<string, HubRepository>>,
  { cut, spoil }: HubFaults = {},
): Promise<HubServer> {
  const requests: HubServer['requests'] = [];
  let hasCut = false;
  const server = createServer((request: IncomingMessage, response) => {
    const { method = '', url = '', headers } = request;
    requests.push({ method, url, range: headers.range, authorization: headers.authorization });
    const [, owner, name, , revision, file] = url.split('/');
    const repository = repositories[`${owner}/${name}`];
    const end = (status: number, code: string): void => void response.writeHead(status, { 'x-error-code': code }).end();
    if (!repository) return end(headers.authorization ? 404 : 401, 'RepoNotFound');
    if (repository.token && headers.authorization !== `Bearer ${repository.token}`) {
      return end(headers.authorization ? 403 : 401, 'GatedRepo');
    }
    if (revision !== 'main' && revision !== repository.commit) return end(404, 'RevisionNotFound');
    const bytes = repository.files.get(file!);
    if (!bytes) return end(404, 'EntryNotFound');
    const isLarge = /\.(bin|safetensors)$/.test(file!);
    const etag = `"${etagOf(bytes, isLarge)}"`;
    const commit = { 'x-repo-commit': repository.commit };
    if (method === 'HEAD' && isLarge) {
      const linked = { 'x-linked-etag': etag, 'x-linked-size': bytes.length, location: '/elsewhere' };
      return void response.writeHead(302, { ...commit, ...linked }).end();
    }
    const sent = file === spoil ? bytes.map((byte) => byte ^ 1) : bytes;
    const start = Number(/^bytes=(\d+)-$/.exec(headers.range ?? '')?.[1] ?? 0);
    const length = { 'content-length': bytes.length - start };
    if (start > 0) {
      response.writeHead(206, { ...length, 'content-range': `bytes ${start}-${bytes.length - 1}/${bytes.length}` });
    } else {
      response.writeHead(200, { ...commit, ...length, etag });
    }
    if (method === 'HEAD') return void response.end();
    if (file === cut?.file && !hasCut) {
      hasCut = true;
      response.write(sent.subarray(start, start + cut!.after));
      setTimeout(() => response.destroy(), 50);
      return;
    }
    response.end(sent.subarray(start));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  return { endpoint: `http://127.0.0.1:${(server.address() as AddressInfo).port}`, requests };
}
