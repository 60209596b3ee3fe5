import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join, relative, sep } from 'node:path';

/** What of a run must be the same whatever disturbed it: the rest tells times, places and the command. */
const RESULTS = /(^|\/)(split\.csv|plan\.csv|predictions\.csv|history\.json|report\.txt|report\.json|classifier\/.*)$/;

/** SHA-256 of every result of a run folder, by path. */
export function runDigests(run: string): Promise<Record<string, string>> {
  return digests(run, (path) => RESULTS.test(path) && !path.startsWith('report'));
}

/** SHA-256 of every spectrogram and embedding of a cache, by path. */
export function cacheDigests(cache: string): Promise<Record<string, string>> {
  return digests(cache, (path) => path.endsWith('.f32'));
}

/** Temporary files below a folder, whoever left them. */
export async function temporaryFiles(folder: string): Promise<string[]> {
  return Object.keys(await digests(folder, (path) => /\.(tmp|part|new|old)(\/|$)/.test(path)));
}

async function digests(folder: string, wanted: (path: string) => boolean): Promise<Record<string, string>> {
  const found: Record<string, string> = {};
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (!entry.isFile()) continue;
    const path = join(entry.parentPath, entry.name);
    const name = relative(folder, path).split(sep).join('/');
    if (!wanted(name)) continue;
    const bytes = await readFile(path);
    found[name] = createHash('sha256').update(bytes).digest('hex');
  }
  return Object.fromEntries(Object.entries(found).sort(([a], [b]) => (a < b ? -1 : 1)));
}
