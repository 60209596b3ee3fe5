// Runs in a page: trains on wasm, saves in memory, loads and predicts.
import {
  createHead,
  fitNormalization,
  packClassifier,
  predict,
  selectBackend,
  train,
  unpackClassifier,
} from '../src/index.ts';
import { separableSamples } from './separable-samples.ts';

/** What the page reports. */
export interface BrowserTraining {
  readonly device: string;
  readonly reasons: string[];
  readonly losses: readonly number[];
  readonly probabilities: number[];
  readonly labels: readonly string[];
}

/** Trains a small head; the same in Node and in a browser but for where the back end's files are. */
export async function trainSmallHead(
  importPackage: (name: string) => Promise<unknown>,
  wasmPath?: string,
): Promise<BrowserTraining> {
  const selected = await selectBackend('auto', { importPackage, ...(wasmPath && { wasmPath }) });
  const { x, y } = separableSamples({ count: 40, dim: 6, classes: 3, seed: 1 });
  const head = createHead({
    inputDim: 6,
    classes: 3,
    units: [8],
    normalization: fitNormalization(x, { dim: 6 }),
    seed: 2,
  });
  let losses: readonly number[] = [];
  for await (const event of train(head, { x, y, sampleShape: [6], classes: 3, epochs: 5, batchSize: 8, seed: 3 })) {
    if (event.type === 'end') losses = event.result.history.loss!;
  }
  const labels = ['calm', 'happy', 'sad'];
  const classifier = await unpackClassifier(await packClassifier({ head, labels, preprocessing: {} }));
  const probabilities = Array.from(await predict(classifier.head, x, { sampleShape: [6] }));
  const reasons = selected.rejected.map(({ name, reason }) => `${name}: ${reason}`);
  return { device: selected.device, reasons, losses, probabilities, labels: classifier.labels };
}

/** The back ends that a browser program has bundled. */
export const bundled = (name: string): Promise<unknown> =>
  name === '@tensorflow/tfjs-backend-wasm'
    ? import('@tensorflow/tfjs-backend-wasm')
    : Promise.reject(new Error(`${name} is not part of this page`));
