import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { ModelsError } from '../../errors.ts';

/** Where models come from and where they are kept. */
export interface HubSettings {
  /** Address of the hub, without a slash at its end. */
  readonly endpoint: string;
  /** Folder of the cache. */
  readonly cacheDir: string;
  /** Secret that is sent to the endpoint and shown nowhere. */
  readonly token: string | undefined;
  /** Whether only what is in the cache may be used. */
  readonly isOffline: boolean;
}

/**
 * Reads the environment as huggingface_hub does: `HF_ENDPOINT`, `HF_HUB_CACHE`, `HF_HOME` (else `huggingface` in
 * `XDG_CACHE_HOME` or `~/.cache`), `HF_TOKEN` (else the file that `HF_TOKEN_PATH` names, else `token` in `HF_HOME`) and
 * `HF_HUB_OFFLINE`.
 */
export async function readHubSettings(
  cacheDir: string | undefined,
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Promise<HubSettings> {
  const { HF_ENDPOINT, HF_HOME, HF_HUB_CACHE, HF_TOKEN, HF_TOKEN_PATH, HF_HUB_OFFLINE, XDG_CACHE_HOME } = environment;
  const home = HF_HOME || join(XDG_CACHE_HOME || join(homedir(), '.cache'), 'huggingface');
  const endpoint = (HF_ENDPOINT || 'https://huggingface.co').replace(/\/+$/, '');
  if (!/^https?:\/\/[^/@?#]+(\/[^@?#]*)?$/.test(endpoint)) {
    throw new ModelsError(
      'invalid-option',
      'HF_ENDPOINT must be an address such as https://huggingface.co, without a name or a query.',
    );
  }
  const file = await readFile(HF_TOKEN_PATH || join(home, 'token'), 'utf8').catch(() => '');
  const token = (HF_TOKEN || file).trim();
  return {
    endpoint,
    cacheDir: cacheDir ?? (HF_HUB_CACHE || join(home, 'hub')),
    token: token === '' ? undefined : token,
    isOffline: /^(1|true|yes|on)$/i.test(HF_HUB_OFFLINE ?? ''),
  };
}
