import { cpSync, lstatSync, readdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { encoderCases, smallEncoder } from '../../testing/encoder-cases.ts';
import { type HubFaults, type HubRepository, serveHub } from '../../testing/hub-server.ts';
import { extractEmbeddings } from '../embeddings/extract-embeddings.ts';

import { openBackbone } from '../engines/open-backbone.ts';
import { backboneFingerprint } from '../families/backbone-fingerprint.ts';
import type { Backbone } from '../families/describe-backbone.ts';
import { quantizeWeights } from '../families/speech-encoders/quantize-weights.ts';
import { compileStored } from './compile-stored.ts';
import { openPretrained } from './open-pretrained.ts';

const SECRET = 'hf_aSecretThatNobodyMaySee';
const commit = '0123456789abcdef0123456789abcdef01234567';

function filesOf(name: string): Map<string, Uint8Array> {
  const { folder } = encoderCases.find((one) => one.name === name)!;
  return new Map(readdirSync(folder).map((file) => [file, new Uint8Array(readFileSync(new URL(file, folder)))]));
}

const repository = (name: string, more: Partial<HubRepository> = {}): HubRepository => ({
  commit,
  files: filesOf(name),
  ...more,
});

let home: string;
beforeEach(async () => {
  home = await mkdtemp(join(tmpdir(), 'ser-hub-'));
  for (const key of ['HF_TOKEN', 'HF_TOKEN_PATH', 'HF_HUB_CACHE', 'HF_HUB_OFFLINE']) vi.stubEnv(key, '');
  vi.stubEnv('HF_HOME', home);
});
afterEach(async () => {
  vi.unstubAllEnvs();
  await rm(home, { recursive: true });
});

async function serve(repositories: Record<string, HubRepository>, faults: HubFaults = {}) {
  const server = await serveHub(repositories, faults);
  vi.stubEnv('HF_ENDPOINT', `${server.endpoint}/`);
  return server;
}

describe('a folder', () => {
  it.each(encoderCases)('of transformers is opened as it was saved: $name', async ({ name, folder }) => {
    const opened = await openPretrained(fileURLToPath(folder));
    expect(opened.name).toBe(name);
    expect(opened.waveform!.isNormalized).toBe(!name.includes('large'));
    const inMemory = smallEncoder(name);
    expect(await backboneFingerprint(opened)).toBe(await backboneFingerprint(inMemory));
    // ONNX Runtime maps the larger weights from the file, matrices as torch stores them; the numbers are the same.
    const model = compileStored(opened.graph, opened.weights);
    // Halves must become float32 first.
    if (['hubert-classifier', 'wavlm-large'].includes(name)) expect(model).toBe(undefined);
    else expect([...model!.stored.values()].some(({ isTransposed }) => isTransposed)).toBe(true);
    const clip = Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i * i * 1e-4));
    const rows = async (backbone: Backbone): Promise<Float32Array[]> => {
      const all: Float32Array[] = [];
      for await (const row of extractEmbeddings([clip], { backbone, layers: 'all', threads: 1 })) all.push(row.slice());
      return all;
    };
    expect(await rows(opened)).toEqual(await rows(inMemory));
    expect(await rows(quantizeWeights(opened))).toEqual(await rows(quantizeWeights(inMemory)));
    expect(structuredClone(opened.weights)).toEqual(inMemory.weights);
  });

  it('that is gone, or has become shorter, when an engine opens the weights', async () => {
    const copy = join(home, 'copy');
    cpSync(fileURLToPath(encoderCases.find(({ name }) => name === 'wav2vec2-base')!.folder), copy, { recursive: true });
    const [first, second] = [await openPretrained(copy), await openPretrained(copy)];
    truncateSync(join(copy, 'model.safetensors'), 10_000);
    await expect(openBackbone(first)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/was changed since it was opened/),
    });
    rmSync(copy, { recursive: true });
    await expect(openBackbone(second)).rejects.toMatchObject({
      code: 'file',
      message: expect.stringMatching(/cannot be read: ENOENT/),
    });
  });

  it('without a config, without weights, cut off, or with an index that leaves it', async () => {
    const copy = join(home, 'copy');
    const { folder } = encoderCases.find(({ name }) => name === 'wav2vec2-base')!;
    cpSync(fileURLToPath(folder), copy, { recursive: true });
    truncateSync(join(copy, 'model.safetensors'), 10_000);
    await expect(openPretrained(copy)).rejects.toMatchObject({
      code: 'invalid-file',
      message: expect.stringMatching(/safetensors/),
    });
    rmSync(join(copy, 'model.safetensors'));
    await expect(openPretrained(copy)).rejects.toThrow(/no weights: none of model\.safetensors/);
    writeFileSync(
      join(copy, 'model.safetensors.index.json'),
      JSON.stringify({ weight_map: { a: '../../x.safetensors' } }),
    );
    await expect(openPretrained(copy)).rejects.toThrow(/index of .*weight_map\.a.*a file of its own folder/);
    writeFileSync(join(copy, 'model.safetensors.index.json'), JSON.stringify({ weight_map: { a: 'x.safetensors' } }));
    await expect(openPretrained(copy)).rejects.toThrow(/lacks x\.safetensors/);
    writeFileSync(join(copy, 'config.json'), '{"model_type": "wav');
    await expect(openPretrained(copy)).rejects.toThrow(/config\.json of .* must be JSON/);
    rmSync(join(copy, 'config.json'));
    await expect(openPretrained(copy)).rejects.toThrow(/no config\.json/);
  });
});

describe('a repository', () => {
  it('is fetched into the cache of the hub, as Python finds it, and once', async () => {
    const { requests } = await serve({ 'some-one/a.model': repository('hubert-classifier') });
    const opened = await openPretrained('some-one/a.model');
    expect(opened).toMatchObject({ name: 'some-one/a.model', revision: commit, labels: ['angry', 'happy', 'sad'] });
    const folder = join(home, 'hub', 'models--some-one--a.model');
    expect(readFileSync(join(folder, 'refs', 'main'), 'utf8')).toBe(commit);
    const snapshot = join(folder, 'snapshots', commit);
    expect(readdirSync(snapshot).filter((file) => file.endsWith('.safetensors'))).toHaveLength(3);
    expect(lstatSync(join(snapshot, 'config.json')).isSymbolicLink()).toBe(true);
    expect(readdirSync(join(folder, 'blobs')).every((blob) => /^([0-9a-f]{40}|[0-9a-f]{64})$/.test(blob))).toBe(true);
    const gets = requests.filter(({ method }) => method === 'GET').length;
    await openPretrained('some-one/a.model');
    expect(requests.filter(({ method }) => method === 'GET')).toHaveLength(gets);
    // A pinned commit that is here needs no network at all, and neither does offline mode.
    const before = requests.length;
    await openPretrained('some-one/a.model', {
      revision: commit,
      fetch: () => Promise.reject(new Error('no network')),
    });
    vi.stubEnv('HF_HUB_OFFLINE', '1');
    await openPretrained('some-one/a.model');
    expect(requests).toHaveLength(before);
  });

  it('is taken from the cache where the hub is not reached, and the reason is told where it is not there', async () => {
    const { endpoint } = await serve({ 'a/b': repository('wav2vec2-base') });
    await openPretrained('a/b');
    const fetch = () => Promise.reject(new TypeError('fetch failed', { cause: 'no route' }));
    expect(await openPretrained('a/b', { fetch })).toMatchObject({ revision: commit });
    await expect(openPretrained('a/c', { fetch })).rejects.toMatchObject({
      code: 'download',
      message: expect.stringMatching(/no route/),
    });
    await expect(openPretrained('a/c', { fetch })).rejects.toThrow(endpoint);
  });

  it('goes on where the connection broke', async () => {
    const { requests } = await serve(
      { 'a/b': repository('wav2vec2-base') },
      { cut: { file: 'model.safetensors', after: 9000 } },
    );
    await openPretrained('a/b');
    expect(requests.map(({ range }) => range).filter(Boolean)).toEqual(['bytes=9000-']);
  });

  it.each(['model.safetensors', 'config.json'])('with other bytes than the hub states is refused: %s', async (file) => {
    await serve({ 'a/b': repository('wav2vec2-base') }, { spoil: file });
    await expect(openPretrained('a/b')).rejects.toMatchObject({
      code: 'download',
      message: expect.stringMatching(/SHA-/),
    });
    expect(readdirSync(join(home, 'hub', 'models--a--b', 'blobs')).filter((blob) => !blob.includes('.'))).toHaveLength(
      file === 'config.json' ? 0 : 2,
    );
  });

  it('that is gated says what to do, and no error or request elsewhere shows the token', async () => {
    const { endpoint, requests } = await serve({ 'a/b': repository('wav2vec2-base', { token: SECRET }) });
    await expect(openPretrained('a/b')).rejects.toThrow(/401 \(GatedRepo\).*set HF_TOKEN/);
    vi.stubEnv('HF_TOKEN', `${SECRET}-old`);
    const failure = await openPretrained('a/b').catch((error: Error) => error);
    expect(String(failure)).toMatch(/403.*token was sent.*accept its terms/);
    expect(`${failure}${(failure as Error).stack}`).not.toContain(SECRET);
    vi.stubEnv('HF_TOKEN', '');
    writeFileSync(join(home, 'token'), `${SECRET}\n`);
    expect(await openPretrained('a/b')).toMatchObject({ revision: commit });
    expect(requests.at(-1)!.authorization).toBe(`Bearer ${SECRET}`);
    expect(endpoint).toMatch(/^http:/);
  });

  it('or revision that is not there is told', async () => {
    await serve({ 'a/b': repository('wav2vec2-base') });
    vi.stubEnv('HF_TOKEN', SECRET);
    await expect(openPretrained('a/none')).rejects.toThrow(/404 \(RepoNotFound\): there is no such repository/);
    await expect(openPretrained('a/b', { revision: 'v9' })).rejects.toThrow(/no revision "v9"/);
  });

  it.each([
    '../a',
    'a/..',
    'a/../b',
    'a/b/c',
    'a',
    '',
    'a/b%2f',
    'a//b',
    '/etc/none',
    'a/b--c',
    `a/${'x'.repeat(300)}`,
  ])('of the name %j is refused before anything is asked', async (name) => {
    const { requests } = await serve({});
    await expect(openPretrained(name)).rejects.toMatchObject({ code: 'invalid-option' });
    await expect(openPretrained('a/b', { revision: `x/../${name}` })).rejects.toMatchObject({ code: 'invalid-option' });
    expect(requests).toEqual([]);
  });

  it('is not asked for at an address with a name in it', async () => {
    vi.stubEnv('HF_ENDPOINT', 'https://user:secret@hub.example');
    const failure = await openPretrained('a/b').catch((error: Error) => error);
    expect(String(failure)).toMatch(/HF_ENDPOINT must be an address/);
    expect(String(failure)).not.toContain('secret');
  });

  it('stops at once with the signal', async () => {
    await serve({ 'a/b': repository('wav2vec2-base') });
    await expect(openPretrained('a/b', { signal: AbortSignal.abort(new Error('enough')) })).rejects.toThrow('enough');
  });
});
