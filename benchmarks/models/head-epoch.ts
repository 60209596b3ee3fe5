// pnpm tsx benchmarks/models/head-epoch.ts [rounds] [runtime]     (after `pnpm build`; PYTHON names an interpreter with tensorflow-cpu)
//
// One epoch of a head, 512-512-256-8 with dropout, on 2,000 embeddings in batches of 32, beside Keras' `fit` on the same:
// one thread on `wasm`, or ONNX Runtime with `onnx`, against all cores. Each round times both, one after the other; medians over the rounds, with the
// processor time of both sides, which other programs on the machine disturb least.
import { type BackendName, createHead, fitNormalization, selectBackend, train } from '@ser/models';
import { importPackage } from './import-package.ts';
import { median, startKerasSide, type Timing } from './keras-side.ts';

const rounds = Number(process.argv[2] ?? 7);
const rows = 2000;
const computes = (process.argv[3] ?? 'wasm') as 'onnx' | BackendName;
const runtime = computes === 'onnx' ? 'onnx' : 'tfjs';
// Beside ONNX Runtime any back end holds the model.
const backend = await selectBackend(computes === 'onnx' ? 'wasm' : computes, { importPackage });
const keras = startKerasSide('keras_training_side.py');
const { versions } = await keras.ask<{ versions: string }>({ hello: true });
console.log(
  `ours: ${computes}${runtime === 'onnx' ? '' : `, ${backend.device}`}; theirs: ${versions}; ${rounds} rounds; seconds per epoch, medians\n`,
);
console.log('| embedding | ours | Keras | ours ÷ Keras | processor: ours | Keras |');
console.log('|---|---|---|---|---|---|');
for (const dim of [512, 2048]) {
  const x = Float32Array.from({ length: rows * dim }, (_, i) => Math.sin(i));
  const y = Int32Array.from({ length: rows }, (_, i) => i % 8);
  const head = createHead({ inputDim: dim, classes: 8, normalization: fitNormalization(x, { dim }) });
  const ours: Timing[] = [];
  const theirs: Timing[] = [];
  const options = {
    x,
    y,
    sampleShape: [dim],
    classes: 8,
    batchSize: 32,
    runtime,
    optimizer: { name: 'adam', learningRate: 1e-4 },
  } as const;
  // The first epochs, in which the compilers warm up on both sides, do not count.
  let processor = process.cpuUsage();
  for await (const event of train(head, { ...options, epochs: rounds + 2 })) {
    if (event.type !== 'epoch') continue;
    const { user, system } = process.cpuUsage(processor);
    if (event.epoch >= 2) {
      ours.push({ wall: event.seconds, processor: (user + system) / 1e6 });
      theirs.push(await keras.ask<Timing>({ dim, rows }));
    }
    processor = process.cpuUsage();
  }
  head.dispose();
  const cells = [
    median(ours.map(({ wall }) => wall)).toFixed(2),
    median(theirs.map(({ wall }) => wall)).toFixed(2),
    median(ours.map(({ wall }, i) => wall / theirs[i]!.wall)).toFixed(2),
    median(ours.map((timing) => timing.processor)).toFixed(2),
    median(theirs.map((timing) => timing.processor)).toFixed(2),
  ];
  console.log(`| ${dim} | ${cells.join(' | ')} |`);
}
keras.close();
