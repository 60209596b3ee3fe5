import { readFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import * as v from 'valibot';
import { ModelsError } from '../errors.ts';
import type { Backbone } from '../families/describe-backbone.ts';
import { describeEncoder } from '../families/speech-encoders/describe-encoder.ts';
import { checkShape, parseJson } from '../storage/parse-json.ts';
import type { ByteSource } from '../weights/byte-source.ts';
import { decodeSafetensors } from '../weights/safetensors.ts';
import { readTorchShard } from '../weights/torch/read-torch-weights.ts';
import type { WeightMap } from '../weights/weight-map.ts';
import { weightMapOf } from '../weights/weight-map-of.ts';
import type { DownloadProgress } from './fetch-imagenet-weights.ts';
import { fileSource } from './file-source.ts';
import { fetchHubFile } from './hub/fetch-hub-file.ts';
import { readHubSettings } from './hub/hub-settings.ts';

/** Options of {@link openPretrained}. */
export interface OpenPretrainedOptions {
  /**
   * Folder of the hub's cache, shared with Python.
   * @default `HF_HUB_CACHE`, else `hub` in `HF_HOME`, else `~/.cache/huggingface/hub`
   */
  readonly cacheDir?: string | undefined;
  /**
   * Branch, tag or commit of the repository; a commit of 40 hexadecimal digits is pinned, and asked for once.
   * @default 'main'
   */
  readonly revision?: string | undefined;
  /** Stops a download; what has arrived is kept for the next attempt. */
  readonly signal?: AbortSignal | undefined;
  /**
   * Function that fetches, for a proxy.
   * @default the global `fetch`
   */
  readonly fetch?: typeof globalThis.fetch | undefined;
  /** Called while a file arrives. */
  readonly onProgress?: ((progress: DownloadProgress) => void) | undefined;
}

/** Where a model's files are: each by its name, or undefined where there is none. */
type Locate = (file: string) => Promise<string | undefined>;

/** Weights in one file, or in shards under an index, in the order of preference. */
const WEIGHT_FILES = [
  { whole: 'model.safetensors', read: (source: ByteSource) => decodeSafetensors(source).tensors },
  { whole: 'pytorch_model.bin', read: readTorchShard },
] as const;
/** More than any model of today has. */
const MAX_SHARDS = 1000;

/**
 * Opens a speech encoder that transformers saved, from a folder or from the hub: config, preprocessing and weights
 * (safetensors, else `pytorch_model.bin`, of which nothing is executed), as `describeEncoder` describes them.
 *
 * The weights stay where they are and are read when an engine opens them, so that a model needs little more memory than its
 * file is long: keep the files unchanged meanwhile.
 *
 * Files of the hub go to its own cache, which Python shares, with resume, each checked against the checksum that the hub
 * states. `HF_HOME`, `HF_HUB_CACHE`, `HF_ENDPOINT`, `HF_TOKEN` and `HF_HUB_OFFLINE` count; a token is sent to the endpoint
 * alone and shown nowhere.
 *
 * @param source - A folder, or `owner/name` of a repository, which counts where there is no such folder.
 * @throws ModelsError `invalid-option` for a name that is neither, or a network that is not described; `file` and
 * `download` where files are missing, refused (the message says what to do about 401 and 403) or cut off; `invalid-file`
 * and `invalid-weights` where they are damaged or do not fit; the signal's reason when it aborts.
 */
export async function openPretrained(source: string, options: OpenPretrainedOptions = {}): Promise<Backbone> {
  const isFolder = await stat(source).then(
    (found) => found.isDirectory(),
    () => false,
  );
  const { locate, where, revision } = isFolder ? inFolder(source) : await onHub(source, options);
  const json = async (file: string): Promise<Record<string, unknown> | undefined> => {
    const path = await locate(file);
    return path === undefined ? undefined : parseJson(await readFile(path), `${file} of ${where}`, objectSchema);
  };
  const config = await json('config.json');
  if (!config) {
    throw new ModelsError('file', `${where} has no config.json, so it is no model that transformers saved.`);
  }
  const preprocessor = (await json('preprocessor_config.json')) ?? {};
  const weights = await readWeights(locate, json, where, options.signal);
  const described = describeEncoder(config, weights, { name: isFolder ? nameOf(source) : source, preprocessor });
  return revision ? { ...described, revision: revision() } : described;
}

function nameOf(folder: string): string {
  return folder.split(/[\\/]/).filter(Boolean).at(-1) ?? folder;
}

function inFolder(folder: string): { locate: Locate; where: string; revision?: undefined } {
  return {
    where: folder,
    locate: async (file) => {
      const path = join(folder, file);
      const isFile = await stat(path).then(
        (found) => found.isFile(),
        () => false,
      );
      return isFile ? path : undefined;
    },
  };
}

async function onHub(
  source: string,
  { cacheDir, revision = 'main', signal, fetch, onProgress }: OpenPretrainedOptions,
): Promise<{ locate: Locate; where: string; revision: () => string }> {
  const part = '[A-Za-z0-9](?:[A-Za-z0-9._-]*[A-Za-z0-9_])?';
  if (!new RegExp(`^${part}/${part}$`).test(source) || /\.\.|--/.test(source) || source.length > 200) {
    throw new ModelsError(
      'invalid-option',
      `${JSON.stringify(source).slice(0, 120)} is no folder that exists and no repository "owner/name". ` +
        'Check the path, or name a model of the hub such as "facebook/wav2vec2-base".',
    );
  }
  if (!/^[A-Za-z0-9][A-Za-z0-9._/-]*$/.test(revision) || revision.includes('..')) {
    throw new ModelsError(
      'invalid-option',
      `revision must be a branch, a tag or a commit; received ${JSON.stringify(revision).slice(0, 80)}.`,
    );
  }
  const settings = await readHubSettings(cacheDir);
  let pinned = revision;
  return {
    where: source,
    revision: () => pinned,
    // All files are of the commit that the first one was of.
    locate: async (file) => {
      const request = { ...settings, repository: source, revision: pinned, signal, fetch, onProgress };
      const found = await fetchHubFile(file, request);
      if (found) pinned = found.commit;
      return found?.path;
    },
  };
}

async function readWeights(
  locate: Locate,
  json: (file: string) => Promise<Record<string, unknown> | undefined>,
  where: string,
  signal: AbortSignal | undefined,
): Promise<WeightMap> {
  for (const { whole, read } of WEIGHT_FILES) {
    const path = await locate(whole);
    if (path !== undefined) return weightMapOf([read(await fileSource(path))]);
    const index = await json(`${whole}.index.json`);
    if (!index) continue;
    const shards: ReturnType<typeof read>[] = [];
    for (const file of shardsOf(index, where)) {
      const shard = await locate(file);
      if (shard === undefined) throw new ModelsError('file', `${where} lacks ${file}, which its index names.`);
      signal?.throwIfAborted();
      shards.push(read(await fileSource(shard)));
    }
    return weightMapOf(shards);
  }
  throw new ModelsError(
    'file',
    `${where} has no weights: none of ${WEIGHT_FILES.map(({ whole }) => `${whole}, ${whole}.index.json`).join(', ')}. ` +
      'Weights of TensorFlow and Flax are not read; save them with torch.',
  );
}

/** The files of an index, which may name nothing outside its folder. */
function shardsOf(index: Record<string, unknown>, where: string): string[] {
  const { weight_map: map } = checkShape(index, `The index of ${where}`, indexSchema);
  const files = [...new Set(Object.values(map))];
  if (files.length > 0 && files.length <= MAX_SHARDS) return files;
  throw new ModelsError('invalid-file', `The index of ${where} must name 1 to ${MAX_SHARDS} files of its own folder.`);
}

const indexSchema = v.object({
  weight_map: v.record(
    v.string(),
    v.pipe(v.string(), v.regex(/^[A-Za-z0-9][\w.-]*$/, 'must be a file of its own folder')),
  ),
});

/** What each key must hold is looked at where it is used: a configuration of transformers has a hundred others. */
const objectSchema = v.record(v.string(), v.unknown());
