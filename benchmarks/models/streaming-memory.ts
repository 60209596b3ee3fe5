// pnpm tsx --expose-gc benchmarks/models/streaming-memory.ts [images] [onnx|tfjs]     (after `pnpm build`)
//
// Streams 100,000 images of 32×32 through VGG16 and a head, as a program would, and prints memory every tenth of the way.
// Fails when the resident memory of the last tenth is more than 5 % above that of the second, or a tensor is left over.
import { createHead, describeBackbone, extractEmbeddings, selectBackend } from '@ser/models';
import * as tf from '@tensorflow/tfjs';

const total = Number(process.argv[2] ?? 100_000);
const engine = process.argv[3] === 'tfjs' ? 'tfjs' : 'onnx';
const inputShape = [32, 32, 3];
const chunk = 500;

await selectBackend('wasm');
const backbone = describeBackbone('vgg16', { inputShape });
const head = createHead({ inputDim: backbone.outputDim, classes: 8 });

/** A new array for each image, as a decoder would give it. */
function* images() {
  for (let k = 0; k < total; k++) {
    yield { shape: inputShape, data: Float32Array.from({ length: 3072 }, (_, i) => ((i * 31 + k * 17) % 255) / 255) };
  }
}

const tenths: { resident: number; heap: number; tensors: number }[] = [];
let waiting: Float32Array[] = [];
let done = 0;
let checksum = 0;
const start = performance.now();
for await (const embedding of extractEmbeddings(images(), { backbone, engine, batchSize: 32 })) {
  waiting.push(embedding);
  done++;
  if (waiting.length === chunk || done === total) {
    const x = Float32Array.from({ length: waiting.length * backbone.outputDim }, (_, i) => {
      return waiting[Math.floor(i / backbone.outputDim)]![i % backbone.outputDim]!;
    });
    const probabilities = tf.tidy(
      () => head.predict(tf.tensor2d(x, [waiting.length, backbone.outputDim])) as tf.Tensor,
    );
    checksum += (await probabilities.data<'float32'>()).reduce((sum, p) => sum + p, 0);
    probabilities.dispose();
    waiting = [];
  }
  if (done % Math.ceil(total / 10) === 0 || done === total) {
    globalThis.gc?.();
    const { rss, heapUsed } = process.memoryUsage();
    tenths.push({ resident: rss / 2 ** 20, heap: heapUsed / 2 ** 20, tensors: tf.memory().numTensors });
    const { resident, heap, tensors } = tenths[tenths.length - 1]!;
    const seconds = (performance.now() - start) / 1000;
    console.log(
      `${done} images  resident ${resident.toFixed(0)} MB  heap ${heap.toFixed(0)} MB  tensors ${tensors}  ${((seconds * 1000) / done).toFixed(2)} ms per image`,
    );
  }
}
const [second, last] = [tenths[1]!, tenths[tenths.length - 1]!];
const growth = last.resident / second.resident - 1;
console.log(`growth of resident memory ${(growth * 100).toFixed(1)} %; probabilities add up to ${checksum.toFixed(2)}`);
if (growth > 0.05 || last.tensors !== second.tensors || Math.abs(checksum / total - 1) > 1e-4) process.exit(1);
