// pnpm tsx benchmarks/models/fine-tuning.ts [rounds] [runtimes] [size]     (after `pnpm build`; PYTHON names an interpreter with tensorflow-cpu)
//
// One training step of a backbone with a head, whole, from its last block on, and with the backbone frozen, beside Keras'
// `train_on_batch`; runtimes: `onnx` (ONNX Runtime), or a back end of TensorFlow.js, `wasm`, `node`, or several, `onnx,wasm`; size: `64x130` or `224x224`. Ours is the step of `train`,
// reading the batch included. Medians over the rounds; `node` needs @tensorflow/tfjs-node with its
// native library, whose folder SER_TFJS_NODE names.
import {
  type BackboneName,
  type BackendName,
  createBackbone,
  createClassifier,
  type FreezeOption,
  selectBackend,
  train,
} from '@ser/models';
import { importPackage } from './import-package.ts';
import { median, startKerasSide, type Timing } from './keras-side.ts';

const rounds = Number(process.argv[2] ?? 5);
const runtimes = (process.argv[3] ?? 'onnx').split(',') as ('onnx' | BackendName)[];
const [height, width] = (process.argv[4] ?? '64x130').split('x').map(Number) as [number, number];
const inputShape = [height, width, 3];
const batch = height > 100 ? 2 : 8;
const cases: { name: BackboneName; before: string; title: string }[] = [
  { name: 'vgg16', before: '', title: 'whole' },
  { name: 'vgg16', before: 'block5', title: 'from block5' },
  { name: 'vgg16', before: 'nothing', title: 'head alone' },
  { name: 'resnet101v2', before: '', title: 'whole' },
  { name: 'resnet101v2', before: 'conv5', title: 'from conv5' },
];

const keras = startKerasSide('keras_training_side.py');
const { versions } = await keras.ask<{ versions: string }>({ hello: true });
console.log(
  `theirs: ${versions}; batches of ${batch} images ${height}×${width}; ${rounds} rounds; seconds per step, medians\n`,
);
console.log('| runtime | backbone | trained | ours | Keras | Keras ÷ ours | processor: ours | Keras |');
console.log('|---|---|---|---|---|---|---|---|');
const size = batch * height * width * 3;
const x = Float32Array.from({ length: size }, (_, i) => Math.sin(i));
const y = Int32Array.from({ length: batch }, (_, i) => i % 8);
for (const computes of runtimes) {
  // Beside ONNX Runtime any back end holds the model.
  await selectBackend(computes === 'onnx' ? 'wasm' : computes, { importPackage });
  const runtime = computes === 'onnx' ? 'onnx' : 'tfjs';
  for (const { name, before, title } of cases) {
    const freeze: FreezeOption = before === '' ? 'none' : before === 'nothing' ? 'all' : { before };
    const model = createClassifier({ backbone: createBackbone(name, { inputShape }), classes: 8, freeze });
    const ours: Timing[] = [];
    const theirs: Timing[] = [];
    const options = {
      x,
      y,
      sampleShape: inputShape,
      classes: 8,
      batchSize: batch,
      epochs: rounds + 2,
      runtime,
    } as const;
    let start = performance.now();
    let processor = process.cpuUsage();
    for await (const event of train(model, { ...options, optimizer: { name: 'adam', learningRate: 1e-4 } })) {
      if (event.type === 'step') {
        const { user, system } = process.cpuUsage(processor);
        // The first two steps, in which the compilers warm up on both sides, do not count.
        if (event.epoch >= 2) {
          ours.push({ wall: (performance.now() - start) / 1000, processor: (user + system) / 1e6 });
          theirs.push(await keras.ask<Timing>({ name, inputShape, batch, before }));
        }
      }
      if (event.type === 'epoch') {
        start = performance.now();
        processor = process.cpuUsage();
      }
    }
    model.dispose();
    const cells = [
      median(ours.map(({ wall }) => wall)).toFixed(2),
      median(theirs.map(({ wall }) => wall)).toFixed(2),
      median(theirs.map(({ wall }, i) => wall / ours[i]!.wall)).toFixed(2),
      median(ours.map((timing) => timing.processor)).toFixed(2),
      median(theirs.map((timing) => timing.processor)).toFixed(2),
    ];
    console.log(`| ${computes} | ${name} | ${title} | ${cells.join(' | ')} |`);
  }
}
keras.close();
