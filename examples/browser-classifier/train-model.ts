// Trains the page's small classifier on a folder of recordings with RAVDESS names, in seconds.

import { parseArgs } from 'node:util';
import { loadAudioFile, readWavInfo } from '@ser/dsp/node';
import { classificationReport } from '@ser/metrics';
import { balancedClassWeights, createHead, fitNormalization, predict, selectBackend, train } from '@ser/models';
import { saveClassifier } from '@ser/models/node';
import { actorFolds, EMOTIONS } from '@ser/ravdess';
import { type CorpusFile, readCorpus } from '@ser/ravdess/node';
import { dim, sampleRate, voiceStatistics } from './voice-statistics.ts';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { dataset: { type: 'string', default: 'synthetic voices (eSpeak NG)' } },
});
const [corpus, output] = positionals;
if (!corpus || !output) throw new Error('Which folders? train-model.ts CORPUS MODEL [--dataset NAME]');

const labels = [...EMOTIONS].sort();
const { files } = await readCorpus(corpus, { readHeader: readWavInfo });
// A quarter of the voices is in no training.
const [fold] = actorFolds(files, { folds: 4, seed: 0 });
const known = await read(fold!.train);
const unknown = await read(fold!.test);

await selectBackend('wasm');
const normalization = fitNormalization(known.x, { dim });
const head = createHead({ inputDim: dim, classes: labels.length, units: [64], normalization, seed: 0 });
const classWeights = balancedClassWeights(known.y, labels.length);
const options = { ...known, sampleShape: [dim], classes: labels.length, classWeights, epochs: 60, seed: 0 };
for await (const event of train(head, { ...options, optimizer: { name: 'adam', learningRate: 3e-3 } })) {
  if (event.type === 'epoch' && event.epoch % 20 === 0) console.error(`epoch ${event.epoch}: loss ${event.logs.loss}`);
}

const probabilities = await predict(head, unknown.x, { sampleShape: [dim] });
const yPred = unknown.y.map((_, i) => {
  const row = probabilities.subarray(i * labels.length, (i + 1) * labels.length);
  return labels[row.indexOf(Math.max(...row))]!;
});
const report = classificationReport({ yTrue: unknown.y.map((i) => labels[i]!), yPred, labels, zeroDivision: 0 });
console.log(String(report));

await saveClassifier(output, {
  head,
  labels,
  preprocessing: { sampleRate },
  card: {
    title: 'Emotion in a voice, for a browser page',
    datasets: [values.dataset],
    metrics: { accuracy: report.accuracy! },
    evaluation: `${unknown.y.length} recordings of ${fold!.actors.test.length} voices that it was not trained on.`,
    limitations: `Trained on ${values.dataset} alone: it says nothing about any other voice.`,
  },
});
console.log(`${output}: trained on ${known.y.length} recordings of ${fold!.actors.train.length} voices`);

/** The vectors of some recordings, one after another, and their labels. */
async function read(part: readonly CorpusFile[]): Promise<{ x: Float32Array; y: number[] }> {
  const x = new Float32Array(part.length * dim);
  for (const [i, { path }] of part.entries()) {
    x.set(voiceStatistics((await loadAudioFile(path, { sampleRate })).samples), i * dim);
  }
  return { x, y: part.map(({ recording }) => labels.indexOf(recording.emotion)) };
}
