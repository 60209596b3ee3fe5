import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/**
 * Where the demo corpus, features, embeddings and weights are kept between runs.
 *
 * `--cache`, else the environment's `SER_CACHE`, else `ser` in the platform's cache folder.
 */
export function cacheFolder(option: string | undefined): string {
  const chosen = option ?? process.env.SER_CACHE;
  if (chosen) return resolve(chosen);
  if (process.platform === 'win32') return join(process.env.LOCALAPPDATA ?? join(homedir(), 'AppData', 'Local'), 'ser');
  if (process.platform === 'darwin') return join(homedir(), 'Library', 'Caches', 'ser');
  return join(process.env.XDG_CACHE_HOME ?? join(homedir(), '.cache'), 'ser');
}
