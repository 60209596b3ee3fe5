import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CorporaError, parseLabelMap, readCorpusFrom } from '@ser/corpora';
import { DspError, decodeAudio, encodeWav, loadAudio } from '@ser/dsp';
import { FilesError, openSealedJson, sealJson } from '@ser/files';
import {
  createHead,
  ModelsError,
  packClassifier,
  readKerasWeights,
  readSafetensors,
  readTorchWeights,
  selectBackend,
  unpackClassifier,
} from '@ser/models';
import {
  catalog,
  formatFilename,
  manifestFromCsv,
  manifestFromJson,
  manifestToCsv,
  manifestToJson,
  RavdessError,
} from '@ser/ravdess';
import { SerError } from '../../packages/cli/src/errors.ts';
import { predictionsFromCsv } from '../../packages/cli/src/evaluation/predictions.ts';
import { checkConfiguration } from '../../packages/cli/src/run-configuration.ts';
import type { RunFolder } from '../../packages/cli/src/run-folder.ts';
import { writeFakeRun } from '../../packages/cli/test/fake-run.ts';
import { readWavHeader } from '../../packages/dsp/src/wav/read-wav-header.ts';
import { extractArchive } from '../../packages/ravdess/src/node/download/extract-archive.ts';
import { archiveOf, makeArchive } from '../../packages/ravdess/testing/archive-server.ts';
import { root } from '../checks/workspace.ts';

/** A parser under test. */
export interface Target {
  /** Good files, which mutations begin from. */
  seeds(): Promise<readonly Uint8Array[]>;
  /** Reads a file; gives the numbers that it holds, or a text of what was read. */
  read(bytes: Uint8Array): Promise<readonly ArrayLike<number>[] | string>;
}

/** Errors that a parser may throw: those of its package, with a code. */
export function isTyped(error: unknown): boolean {
  const isOfPackage = [DspError, ModelsError, RavdessError, CorporaError, FilesError].some((type) =>
    type.isInstance(error),
  );
  return isOfPackage || error instanceof SerError;
}

const file = (path: string): Uint8Array => Uint8Array.from(readFileSync(join(root, 'packages', path)));
const folder = (path: string, accept: RegExp): Uint8Array[] =>
  readdirSync(join(root, 'packages', path), { recursive: true, encoding: 'utf8' })
    .filter((name) => accept.test(name))
    .sort()
    .map((name) => file(join(path, name)));
const utf8 = (text: string): Uint8Array => new TextEncoder().encode(text);
const textOf = (bytes: Uint8Array): string => new TextDecoder().decode(bytes);
const weightsOf = (weights: ReadonlyMap<string, readonly { readonly data: Float32Array }[]>): Float32Array[] =>
  [...weights.values()].flat().map(({ data }) => data);

/** The smallest of each kind: a mutation of a small file hits its structure. */
const small = (files: readonly Uint8Array[], most: number): Uint8Array[] =>
  files.filter(({ length }) => length <= most);

let classifier: Map<string, Uint8Array> | undefined;
async function savedClassifier(): Promise<Map<string, Uint8Array>> {
  if (classifier) return classifier;
  await selectBackend('cpu');
  const head = createHead({ inputDim: 4, classes: 2, units: [3] });
  classifier = new Map(await packClassifier({ head, labels: ['a', 'b'], preprocessing: { sampleRate: 16_000 } }));
  head.dispose();
  return classifier;
}

/** A classifier of version 1, which has no digests, with one file in another's place. */
async function classifierWith(name: string, bytes: Uint8Array): Promise<string> {
  const files = await savedClassifier();
  const { files: _, sha256: __, ...rest } = JSON.parse(textOf(files.get('classifier.json')!));
  const old = new Map(files).set('classifier.json', utf8(JSON.stringify({ ...rest, formatVersion: 1 })));
  const { head, labels } = await unpackClassifier(old.set(name, bytes));
  head.dispose();
  return labels.join();
}

const wave = (bitDepth: 16 | 24 | '32f', frames: number): Uint8Array =>
  encodeWav(
    { channels: [Float32Array.from({ length: frames }, (_, i) => Math.sin(i / 9) / 2)], sampleRate: 16_000 },
    { bitDepth },
  );

const entries = catalog({ modality: 'audio-only' })
  .slice(0, 3)
  .map((recording) => ({ path: formatFilename(recording), recording }));

const archive = makeArchive({ files: 2, bytes: 300 });

/** Unpacks all, and gives the error if there is one. */
async function extractAll(path: string, wanted: Parameters<typeof extractArchive>[1], dir: string): Promise<unknown> {
  try {
    for await (const _ of extractArchive(path, wanted, { dir, scratch: dir })) {
      // All that is extracted lies below the folder.
    }
    return undefined;
  } catch (error) {
    return error;
  }
}

/** A file of a run folder. */
async function ofRun(pathOf: (folder: RunFolder) => string): Promise<Uint8Array> {
  const home = mkdtempSync(join(tmpdir(), 'fuzz-run-'));
  try {
    const test = catalog({ modality: 'audio-only' }).slice(0, 5);
    return readFileSync(pathOf(await writeFakeRun(home, { models: ['VGG16'], test, train: [], without: ['audio'] })));
  } finally {
    rmSync(home, { recursive: true });
  }
}

function resealed(text: string): string {
  try {
    return sealJson(JSON.parse(text));
  } catch {
    return text;
  }
}

/** One row per parser. */
export const targets: Readonly<Record<string, Target>> = {
  wav: {
    seeds: async () => [wave(16, 300), wave(24, 200), wave('32f', 200), ...folder('dsp/golden/wav', /\.wav$/)],
    read: async (bytes) => (await decodeAudio(bytes)).channels,
  },
  'wav, resampled': {
    seeds: async () => [wave(16, 300), wave('32f', 200)],
    read: async (bytes) => [(await loadAudio(bytes, { sampleRate: 22_050 })).samples as Float32Array],
  },
  'wav header': {
    seeds: async () => [wave(16, 10), ...folder('dsp/golden/wav', /\.wav$/)],
    read: async (bytes) => JSON.stringify(readWavHeader(bytes)),
  },
  codecs: {
    seeds: async () => small(folder('dsp/golden/codecs', /\.(aiff|aifc|au|flac|ogg|opus|mp3|wav)$/), 16_000),
    read: async (bytes) => (await decodeAudio(bytes)).channels,
  },
  hdf5: {
    seeds: async () => {
      const { files } = JSON.parse(textOf(file('models/golden/weights/chunks.json'))) as {
        files: Record<string, string>;
      };
      const packed = Object.values(files).map((text) => Uint8Array.from(Buffer.from(text, 'base64')));
      return small([...packed, ...folder('models/golden/hostile', /\.h5$/)], 50_000);
    },
    read: async (bytes) => weightsOf(await readKerasWeights(bytes)),
  },
  safetensors: {
    seeds: async () => small(folder('models/golden/encoders', /\.safetensors$/), 60_000).slice(0, 4),
    read: async (bytes) => `${weightsOf(readSafetensors(bytes)).length}`,
  },
  'torch pickle': {
    seeds: async () => small(folder('models/golden/encoders', /\.bin$/), 200_000).slice(0, 3),
    read: async (bytes) => `${weightsOf(readTorchWeights(bytes)).length}`,
  },
  'classifier.json': {
    seeds: async () => [(await savedClassifier()).get('classifier.json')!],
    read: (bytes) => classifierWith('classifier.json', bytes),
  },
  'model.json': {
    seeds: async () => [(await savedClassifier()).get('model.json')!],
    read: (bytes) => classifierWith('model.json', bytes),
  },
  zip: {
    seeds: async () => [archive.zip],
    async read(bytes) {
      const home = mkdtempSync(join(tmpdir(), 'fuzz-zip-'));
      const dir = join(home, 'corpus');
      try {
        mkdirSync(dir);
        const path = join(home, 'archive.zip');
        writeFileSync(path, bytes);
        const wanted = archiveOf(bytes, archive.files);
        const failure = await extractAll(path, wanted, dir);
        const outside = readdirSync(home).filter((name) => name !== 'corpus' && name !== 'archive.zip');
        if (outside.length > 0) throw new Error(`written outside: ${outside.join()}`);
        if (failure !== undefined) throw failure;
        return readdirSync(dir).join();
      } finally {
        rmSync(home, { recursive: true });
      }
    },
  },
  'corpus table': {
    seeds: async () => [
      utf8('path,label,speaker,start,end\na.wav,angry,1,0,1.5\nb.wav,"calm, very",2,,\n'),
      utf8('file\temotion\nb.wav\tsad\n'),
      utf8('[{"path":"a.wav","label":"angry"},{"path":"b.wav","label":"sad","speaker":"x"}]'),
      utf8('{"path":"a.wav","label":"angry"}\n{"path":"b.wav","label":"sad"}\n'),
    ],
    async read(bytes) {
      const name = bytes[0] === 0x5b || bytes[0] === 0x7b ? 'table.jsonl' : 'table.csv';
      const source = { files: ['a.wav', 'b.wav', name], readText: async () => textOf(bytes) };
      const { rows, problems } = await readCorpusFrom(source, { table: name });
      return `${rows.length} ${problems.length}`;
    },
  },
  'label map': {
    seeds: async () => [utf8('{"anger":"angry","calm":null}'), utf8('anger=angry\ncalm=\n')],
    read: async (bytes) => JSON.stringify(parseLabelMap(textOf(bytes))),
  },
  'manifest csv': {
    seeds: async () => [utf8(manifestToCsv(entries))],
    read: async (bytes) => `${manifestFromCsv(textOf(bytes)).length}`,
  },
  'manifest json': {
    seeds: async () => [utf8(manifestToJson(entries))],
    read: async (bytes) => `${manifestFromJson(textOf(bytes)).length}`,
  },
  'run.json': {
    seeds: async () => [await ofRun((folder) => folder.configuration)],
    async read(bytes) {
      // With a digest of its own: behind it stands whatever somebody may write.
      const value = openSealedJson(resealed(textOf(bytes)), { path: 'run.json', remedy: 'Train again.' });
      return JSON.stringify(checkConfiguration(value, 'run.json'));
    },
  },
  'predictions.csv': {
    seeds: async () => [await ofRun((folder) => folder.of('VGG16').predictions)],
    read: async (bytes) =>
      predictionsFromCsv(textOf(bytes), 'predictions.csv').predictions.map(({ probabilities }) => probabilities),
  },
  'sealed json': {
    seeds: async () => [utf8(sealJson({ seed: 1, list: [1, 2, { a: null }], text: 'größer' }))],
    read: async (bytes) =>
      JSON.stringify(openSealedJson(textOf(bytes), { path: 'run.json', remedy: 'Start a new run.' })),
  },
};
