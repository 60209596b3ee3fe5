// train.ts --model VGG16 [--work work] [--weights imagenet|random] [--backend wasm|gpu]: a head on the frozen network.
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { balancedClassWeights, createHead, fitNormalization, selectBackend, train } from '@ser/models';
import { saveClassifier } from '@ser/models/node';
import { embed, type NetworkName, openNetwork, readPreprocessed, recipe } from './recipe.ts';

const { values: given } = parseArgs({
  options: {
    model: { type: 'string', default: 'VGG16' },
    work: { type: 'string', default: 'work' },
    weights: { type: 'string', default: 'imagenet' },
    backend: { type: 'string', default: 'wasm' },
  },
});
const model = given.model as NetworkName;
if (!(model in recipe.networks)) throw new Error(`--model is one of ${Object.keys(recipe.networks).join(', ')}.`);

// A back end that is asked for is used or refused: `gpu` never computes on the CPU in silence.
const backend = await selectBackend(given.backend as 'wasm' | 'gpu');
console.error(`training on ${backend.device}`);

// 1. Every spectrogram as an image through the network, once: it is frozen.
const data = await readPreprocessed(given.work);
const { emotions, seed } = data;
const backbone = await openNetwork(model, given.weights, data);
const learning = await embed(data, 'train', backbone, backend);
const watching = await embed(data, 'validation', backbone, backend);

// 2. A head of 512, 512 and 256 units with dropout 0.2; classes weigh as rare as they are among the recordings.
const dim = backbone.outputDim;
const classOf = ({ emotion }: { emotion: string }) => emotions.indexOf(emotion);
const recordings = learning.own.filter(({ augmentation }) => augmentation === null);
const normalization = fitNormalization(learning.x, { dim });
const head = createHead({ inputDim: dim, classes: emotions.length, normalization, seed });
for await (const event of train(head, {
  x: learning.x,
  y: learning.own.map(classOf),
  validation: { x: watching.x, y: watching.own.map(classOf) },
  sampleShape: [dim],
  classes: emotions.length,
  epochs: 100,
  batchSize: 32,
  optimizer: { name: 'adam', learningRate: recipe.networks[model].learningRate },
  classWeights: balancedClassWeights(recordings.map(classOf), emotions.length),
  earlyStopping: { monitor: 'val_accuracy', patience: 25, restoreBestWeights: true },
  reduceOnPlateau: { patience: 7, factor: 0.3, minLearningRate: 1e-4 },
  seed,
})) {
  if (event.type === 'epoch') console.error(`epoch ${event.epoch + 1}: ${JSON.stringify(event.logs)}`);
  if (event.type === 'end') console.log(`best epoch ${event.result.bestEpoch + 1} of ${event.result.epochs}`);
}

// 3. The head, with the name and the fingerprint of the network that it stands on.
const { networks: _, ...preprocessing } = recipe;
await saveClassifier(join(given.work, model), {
  head,
  backbone,
  labels: emotions,
  preprocessing: { ...preprocessing, image: data.image, weights: given.weights },
});
