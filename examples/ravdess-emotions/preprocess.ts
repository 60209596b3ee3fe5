// preprocess.ts --data RAVDESS [--out work] [--seed 0] [--image 224x224]: recordings → a stratified split, augmented copies, log-mel spectrograms.
import { mkdir, open, writeFile } from 'node:fs/promises';
import { parseArgs } from 'node:util';
import {
  deriveSeed,
  fixLength,
  melSpectrogram,
  normalizePeak,
  powerToDb,
  randomGaussianNoise,
  randomPitchShift,
  randomTimeStretch,
  transformFromJson,
} from '@ser/dsp';
import { loadAudioFile, readWavInfo } from '@ser/dsp/node';
import { trainTestSplit } from '@ser/ravdess';
import { type CorpusFile, readCorpus } from '@ser/ravdess/node';
import { type Example, filesIn, parts, recipe } from './recipe.ts';

const { values: given } = parseArgs({
  options: {
    data: { type: 'string' },
    out: { type: 'string', default: 'work' },
    seed: { type: 'string', default: '0' },
    image: { type: 'string', default: '224x224' },
  },
});
if (given.data === undefined) throw new Error('Name the folder of the recordings: preprocess.ts --data RAVDESS');
const seed = Number(given.seed);
const [height, width] = given.image.split('x').map(Number);

// 1. Every audio-only recording, in order of name. (99: corpora in the manner of RAVDESS may have more than its 24 voices.)
const { files, problems } = await readCorpus(given.data, {
  modality: 'audio-only',
  extensions: ['.wav'],
  maxActor: 99,
  readHeader: readWavInfo,
});
for (const { kind, path } of problems) console.error(`left out (${kind}): ${path}`);

// 2. A fifth for the test, a tenth of the rest for early stopping; emotions in proportion. By file: voices stand on both sides.
const outer = trainTestSplit(files, { testSize: 0.2, stratifyBy: 'emotion', seed });
const inner = trainTestSplit(outer.train, { testSize: 0.1, stratifyBy: 'emotion', seed });
const split = { train: inner.train, validation: inner.test, test: outer.test };

// 3. Augmented copies lift every training class to the size of the largest.
const augmentations = [
  randomGaussianNoise({ p: 1, minAmplitude: 0.003, maxAmplitude: 0.003 }),
  randomTimeStretch({ p: 1, minRate: 0.85, maxRate: 1.15 }),
  randomPitchShift({ p: 1, minSemitones: -3, maxSemitones: 3 }),
];
const copies = new Map<CorpusFile, number>();
const emotions = [...new Set(files.map(({ recording }) => recording.emotion))].sort();
const classes = emotions.map((emotion) => split.train.filter(({ recording }) => recording.emotion === emotion));
const largest = Math.max(...classes.map((members) => members.length));
for (const members of classes) {
  const rank = ({ name }: CorpusFile) => deriveSeed(seed, 'balance', name);
  const shuffled = members.toSorted((a, b) => rank(a) - rank(b));
  for (let extra = 0; extra < largest - members.length; extra++) {
    const file = shuffled[extra % shuffled.length]!;
    copies.set(file, (copies.get(file) ?? 0) + 1);
  }
}

/** A recording and its copies; what a copy draws depends on its name and number alone. */
function examplesOf({ name, recording }: CorpusFile, part: Example['part'], count: number): Example[] {
  const example = { part, file: name, emotion: recording.emotion };
  const changed = Array.from({ length: count }, (_, copy) => {
    const kind = augmentations[(deriveSeed(seed, 'kind', name) + copy) % augmentations.length]!;
    return { transform: kind.toJSON(), seed: deriveSeed(seed, 'augmentation', name, copy) };
  });
  return [null, ...changed].map((augmentation) => ({ ...example, augmentation }));
}

// 4. The first three seconds, at full scale, changed where asked, as 64 mel bands in dB below the loudest.
const { sampleRate, seconds, spectrogram } = recipe;
const size = seconds * sampleRate;
await mkdir(given.out, { recursive: true });
const out = await open(filesIn(given.out).spectrograms, 'w');
const examples: Example[] = [];
let shape: readonly number[] = [];
for (const part of parts) {
  for (const file of split[part]) {
    const { samples } = await loadAudioFile(file.path, { sampleRate, duration: seconds });
    const clip = normalizePeak(fixLength(samples, { size }));
    for (const example of examplesOf(file, part, part === 'train' ? (copies.get(file) ?? 0) : 0)) {
      const { transform, seed: draw } = example.augmentation ?? {};
      const wave = transform ? transformFromJson(transform).augment(clip, { sampleRate, seed: draw! }).samples : clip;
      const mel = melSpectrogram(fixLength(wave, { size }), { sampleRate, ...spectrogram });
      const decibels = powerToDb(mel, { ref: 'max' });
      shape = decibels.shape;
      await out.write(decibels.data);
      if (examples.push(example) % 100 === 0) console.error(`${examples.length} spectrograms`);
    }
  }
}
await out.close();
await writeFile(
  filesIn(given.out).examples,
  JSON.stringify({ emotions, shape, image: { height, width }, seed, examples }, null, 1),
);
for (const part of parts) {
  const own = examples.filter((example) => example.part === part);
  console.log(`${part}: ${split[part].length} recordings, ${own.length - split[part].length} augmented copies`);
}
