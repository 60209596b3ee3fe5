import { mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseLabelMap } from '@ser/corpora';
import { decodeAudio, encodeWav, loadAudio } from '@ser/dsp';
import { openSealedJson, sealJson } from '@ser/files';
import {
  createHead,
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
} from '@ser/ravdess';
import { readWavHeader } from '../../packages/dsp/src/wav/read-wav-header.ts';
import { extractArchive } from '../../packages/ravdess/src/node/download/extract-archive.ts';
import { archiveOf, makeArchive } from '../../packages/ravdess/testing/archive-server.ts';
import { ofCorpora } from './of-corpora.ts';
import { ofFiles } from './of-files.ts';
import { inFolder, ofModels } from './of-models.ts';
import { ofProgram } from './of-program.ts';
import { file, folder, small, type Target, textOf, utf8, weightsOf } from './target.ts';

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
    read: (bytes) =>
      inFolder(new Map([['archive.zip', bytes]]), async (home) => {
        const dir = join(home, 'corpus');
        mkdirSync(dir);
        const failure = await extractAll(join(home, 'archive.zip'), archiveOf(bytes, archive.files), dir);
        const outside = readdirSync(home).filter((name) => name !== 'corpus' && name !== 'archive.zip');
        if (outside.length > 0) throw new Error(`written outside: ${outside.join()}`);
        if (failure !== undefined) throw failure;
        return readdirSync(dir).join();
      }),
  },
  'label map': {
    seeds: async () => [utf8('{"anger":"angry","calm":null}'), utf8('anger,angry\ncalm,\n')],
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
  'sealed json': {
    seeds: async () => [utf8(sealJson({ seed: 1, list: [1, 2, { a: null }], text: 'größer' }))],
    read: async (bytes) =>
      JSON.stringify(openSealedJson(textOf(bytes), { path: 'run.json', remedy: 'Start a new run.' })),
  },
  ...ofFiles,
  ...ofModels,
  ...ofCorpora,
  ...ofProgram,
};
