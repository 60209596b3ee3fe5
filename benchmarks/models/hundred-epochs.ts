// pnpm tsx benchmarks/models/hundred-epochs.ts [clips] [size]     (after `pnpm build`; PYTHON names an interpreter with tensorflow-cpu)
//
// What it takes to train a head for 100 epochs on a frozen VGG16: here one pass of embeddings, then 100 epochs on them; in
// Keras `fit` through the frozen backbone, as its guide's first workflow does. Both sides are timed on a few steps and
// EXTRAPOLATED to `clips`: 32 images are embedded, one epoch of the head is taken as measured, and Keras' step is one
// `train_on_batch` of 32 images.
import { createHead, describeBackbone, extractEmbeddings, openBackbone, selectBackend, train } from '@ser/models';
import { median, startKerasSide, type Timing } from './keras-side.ts';

const clips = Number(process.argv[2] ?? 2000);
const [height, width] = (process.argv[3] ?? '64x130').split('x').map(Number) as [number, number];
const inputShape = [height, width, 3];
const batch = 32;
const keras = startKerasSide('keras_training_side.py');
const { versions } = await keras.ask<{ versions: string }>({ hello: true });

const session = await openBackbone(describeBackbone('vgg16', { inputShape }), { engine: 'onnx' });
const images = Array.from({ length: batch }, (_, k) => ({
  shape: inputShape,
  data: Float32Array.from({ length: height * width * 3 }, (__, i) => Math.sin(i * (k + 1))),
}));
const passes: number[] = [];
for (let round = 0; round < 4; round++) {
  const start = performance.now();
  for await (const _ of extractEmbeddings(images, { backbone: session, batchSize: 8 }));
  passes.push((performance.now() - start) / 1000 / batch);
}
await session.dispose();

await selectBackend('wasm');
const x = Float32Array.from({ length: clips * 512 }, (_, i) => Math.sin(i));
const y = Int32Array.from({ length: clips }, (_, i) => i % 8);
const head = createHead({ inputDim: 512, classes: 8 });
const epochs: number[] = [];
for await (const event of train(head, { x, y, sampleShape: [512], classes: 8, epochs: 6 })) {
  if (event.type === 'epoch' && event.epoch > 0) epochs.push(event.seconds);
}

const steps: number[] = [];
for (let round = 0; round < 4; round++) {
  steps.push((await keras.ask<Timing>({ name: 'vgg16', inputShape, batch, before: 'nothing' })).wall);
}
keras.close();

const ours = median(passes.slice(1)) * clips + median(epochs) * 100;
const theirs = median(steps.slice(1)) * Math.ceil(clips / batch) * 100;
console.log(`theirs: ${versions}; ${clips} clips of ${height}×${width}, 100 epochs, extrapolated from a few steps`);
console.log(
  `ours:   ${(median(passes.slice(1)) * clips).toFixed(0)} s of embeddings and ${(median(epochs) * 100).toFixed(0)} s of training`,
);
console.log(`Keras:  ${theirs.toFixed(0)} s`);
console.log(`Keras ÷ ours: ${(theirs / ours).toFixed(1)}`);
