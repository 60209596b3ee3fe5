import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fitShape, openSealedJson } from '@ser/files';
import { trainLinear } from '@ser/models';
import { catalog, formatFilename } from '@ser/ravdess';
import { SerError } from '../../packages/cli/src/errors.ts';
import { mapToCsv } from '../../packages/cli/src/evaluation/map/embedding-map.ts';
import { predictionsFromCsv } from '../../packages/cli/src/evaluation/predictions.ts';
import { earlierExport } from '../../packages/cli/src/export/write-export.ts';
import { findAsked } from '../../packages/cli/src/predict/find-asked.ts';
import { readLabelMap } from '../../packages/cli/src/pretrained/read-label-map.ts';
import { buildDocument } from '../../packages/cli/src/report/build-document.ts';
import { readClips } from '../../packages/cli/src/report/read-clips.ts';
import { readRun } from '../../packages/cli/src/report/read-run.ts';
import { analyseRun } from '../../packages/cli/src/report/report.ts';
import { checkConfiguration } from '../../packages/cli/src/run-configuration.ts';
import type { RunFolder } from '../../packages/cli/src/run-folder.ts';
import { readSettings } from '../../packages/cli/src/settings/read-settings.ts';
import { predictRows, readBaseline, writeBaseline } from '../../packages/cli/src/stages/baseline/baseline-file.ts';
import { readSpeakers } from '../../packages/cli/src/timeline/read-speakers.ts';
import { keptTimeline, sentence } from '../../packages/cli/src/timeline/timeline.ts';
import { writeFakeRun } from '../../packages/cli/test/fake-run.ts';
import { inFolder } from './of-models.ts';
import { json, resealed, type Target, textOf, utf8 } from './target.ts';

const none: ReadonlyMap<string, Uint8Array> = new Map();
const test = catalog({ modality: 'audio-only' }).slice(0, 5);

/** A file of a run folder. */
const ofRun = (pathOf: (folder: RunFolder) => string): Promise<Uint8Array> =>
  inFolder(none, async (home) =>
    readFileSync(pathOf(await writeFakeRun(home, { models: ['VGG16'], test, train: [], without: ['audio'] }))),
  );

/** What a report reads of a run, beside its configuration. */
const RUN_FILES: readonly ((folder: RunFolder) => string)[] = [
  (folder) => folder.stages,
  (folder) => folder.split,
  (folder) => folder.leftOut,
  (folder) => folder.of('VGG16').training,
  (folder) => folder.of('VGG16').history,
  (folder) => folder.of('VGG16').map,
];

async function goodRun(home: string): Promise<RunFolder> {
  const folder = await writeFakeRun(home, { models: ['VGG16'], test, train: [], without: ['audio'] });
  writeFileSync(folder.leftOut, 'path,reason\n/a/b.wav,cut off\n');
  const points = test.map((recording, i) => ({
    file: formatFilename(recording),
    pca: [i, -i] as const,
    umap: [i / 2, i * i] as const,
  }));
  writeFileSync(folder.of('VGG16').map, mapToCsv(points));
  return folder;
}

const timeline = {
  key: 'a',
  file: 'a.wav',
  channel: 'mix',
  sampleRate: 16_000,
  length: 48_000,
  labels: ['calm', 'happy'],
  model: 'VGG16',
  run: 'runs/demo',
  decoder: 'wav',
  caveats: ['Synthetic.'],
  speech: [{ start: 0, end: 48_000, speaker: 'A' }],
  windows: [{ start: 0, end: 48_000, probabilities: [0.25, 0.75], reasons: [] }],
  segments: [{ start: 0, end: 48_000, label: 'happy', probability: 0.75, reasons: ['too quiet'] }],
  peaks: [0.5, 0.25],
};

const description = {
  format: 'ser-classifier',
  formatVersion: 1,
  labels: ['a', 'b'],
  preprocessing: {
    ...{ model: 'VGG16', weights: 'random', synthetic: true, seed: 0, clips: 'start', nMels: 64, duration: 3 },
    ...{ calibration: { temperature: 1.5, threshold: 0.25, files: 20 }, lowestRate: 16_000 },
  },
};

const rows = [0, 1, 2, 3].map((i) => Float32Array.of(i, -i, i * i));

/** Parsers of the program. */
export const ofProgram: Readonly<Record<string, Target>> = {
  'run.json': {
    seeds: async () => [await ofRun((folder) => folder.configuration)],
    async read(bytes) {
      const value = openSealedJson(resealed(textOf(bytes)), { path: 'run.json', remedy: 'Train again.' });
      return JSON.stringify(checkConfiguration(value, 'run.json'));
    },
  },
  'predictions.csv': {
    seeds: async () => [await ofRun((folder) => folder.of('VGG16').predictions)],
    read: async (bytes) =>
      predictionsFromCsv(textOf(bytes), 'predictions.csv').predictions.map(({ probabilities }) => probabilities),
  },
  'files of a run': {
    seeds: () =>
      inFolder(none, async (home) => {
        const folder = await goodRun(home);
        return RUN_FILES.map((pathOf) => Uint8Array.from(readFileSync(pathOf(folder))));
      }),
    read: (bytes, seed) =>
      inFolder(none, async (home) => {
        const folder = await goodRun(home);
        const path = RUN_FILES[seed]!(folder);
        writeFileSync(path, path === folder.of('VGG16').training ? resealed(textOf(bytes)) : bytes);
        const run = await readRun(folder);
        const { data, settings } = run.configuration;
        const clips = await readClips([], { data, page: folder.path, audio: 'auto', shown: 0, settings });
        return `${buildDocument(analyseRun(run), clips).sections.length}`;
      }),
  },
  'baseline and classifier': {
    seeds: async () => [
      json(description),
      ...(await Promise.all(
        [{ kind: 'logistic' } as const, { kind: 'svm', kernel: 'rbf' } as const].map((kind) =>
          inFolder(none, async (home) => {
            await writeBaseline(home, {
              labels: ['a', 'b'],
              longest: 3,
              window: 2,
              calibration: { temperature: 1, threshold: null, files: 0 },
              lowestRate: 16_000,
              synthetic: true,
              model: trainLinear(rows, [0, 0, 1, 1], { ...kind, classes: 2, standardize: true }),
            });
            return Uint8Array.from(readFileSync(join(home, 'functionals.json')));
          }),
        ),
      )),
    ],
    read: (bytes, seed) =>
      inFolder(none, async (home) => {
        if (seed === 0) {
          writeFileSync(join(home, 'classifier.json'), bytes);
          const { settings, weights, clips } = await findAsked({ model: home });
          return `${JSON.stringify(settings)} ${weights} ${clips}`;
        }
        writeFileSync(join(home, 'functionals.json'), resealed(textOf(bytes)));
        return [predictRows(await readBaseline(home), rows)];
      }),
  },
  'timeline and segments': {
    seeds: async () => [
      json(timeline),
      utf8('SPEAKER call 1 0.50 2.25 <NA> <NA> anna <NA>\nSPEAKER call 1 3 1 <NA> <NA> ben <NA>\n'),
      utf8('start,end,speaker,file\n0,1.5,anna,call\n1.5,3,"b, c",call\n'),
    ],
    async read(bytes, seed) {
      if (seed > 0) return readSpeakers(textOf(bytes), 'speakers').map(({ start, end }) => [start, end]);
      let value: unknown;
      try {
        value = JSON.parse(textOf(bytes));
      } catch {
        throw new SerError('no JSON');
      }
      const fit = fitShape(value, keptTimeline);
      if ('problem' in fit) throw new SerError(fit.problem);
      return sentence(fit.value);
    },
  },
  'label map, recipe, export': {
    seeds: async () => [
      json({ ang: 'angry', hap: 'happy' }),
      json({ epochs: 4, nMels: 32, split: 'speaker-independent', headUnits: [8, 4] }),
      json({ format: 'ser-export', model: 'VGG16', files: { 'model.onnx': 'a'.repeat(64) } }),
    ],
    read: (bytes, seed) => {
      const name = ['map.json', 'recipe.json', 'model.json'][seed]!;
      return inFolder(new Map([[name, bytes]]), async (home) => {
        const path = join(home, name);
        if (seed === 0) return [...(await readLabelMap(path, ['ang', 'hap'], ['angry', 'happy']))].join();
        return JSON.stringify(seed === 1 ? await readSettings({ recipe: path }) : await earlierExport(home));
      });
    },
  },
};
