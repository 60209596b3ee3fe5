// pnpm tsx benchmarks/models/largest-batch.ts [backbone] [size] [before]     (after `pnpm build`)
//
// The largest batch that a whole fine-tuning step on `wasm` can hold, whose heap ends at 4 GiB: doubles the batch, a new
// process each, until a step fails, and prints the heap that each took. `before` freezes what comes before a block.
// A batch beyond it needs `microBatchSize`, with which the last line trains.
import { spawnSync } from 'node:child_process';
import { type BackboneName, createBackbone, createClassifier, selectBackend, train } from '@ser/models';
import * as tf from '@tensorflow/tfjs';

const [name = 'vgg16', size = '224x224', before = '', only, micro] = process.argv.slice(2);

/** Takes one step and returns the loss and the size of the heap in GiB. */
async function step(batch: number, microBatchSize: number): Promise<string> {
  await selectBackend('wasm');
  const [height, width] = size.split('x').map(Number) as [number, number];
  const inputShape = [height, width, 3];
  const backbone = createBackbone(name as BackboneName, { inputShape });
  const model = createClassifier({ backbone, classes: 8, freeze: before === '' ? 'none' : { before } });
  const x = Float32Array.from({ length: batch * height * width * 3 }, (_, i) => Math.sin(i));
  const y = Int32Array.from({ length: batch }, (_, i) => i % 8);
  const options = { x, y, sampleShape: inputShape, classes: 8, epochs: 1, batchSize: batch, microBatchSize };
  let loss = Number.NaN;
  for await (const event of train(model, options)) if (event.type === 'step') loss = event.loss;
  const { wasm } = tf.backend() as unknown as { wasm: { HEAPU8: Uint8Array } };
  return `loss ${loss.toFixed(3)}, heap ${(wasm.HEAPU8.length / 2 ** 30).toFixed(2)} GiB`;
}

function inNewProcess(batch: number, microBatchSize: number): string | undefined {
  const args = [...process.execArgv, process.argv[1]!, name, size, before, String(batch), String(microBatchSize)];
  const { status, stdout } = spawnSync(process.execPath, args, { encoding: 'utf8' });
  return status === 0 ? stdout.trim() : undefined;
}

if (only) {
  console.log(await step(Number(only), Number(micro)));
} else {
  let batch = 1;
  for (let report = inNewProcess(batch, batch); report; report = inNewProcess(batch, batch)) {
    console.log(`${name} ${size} ${before || 'whole'}, batch ${batch}: ${report}`);
    batch *= 2;
  }
  console.log(`${name} ${size} ${before || 'whole'}, batch ${batch}: does not fit`);
  console.log(`batch ${batch} in parts of ${batch / 2}: ${inNewProcess(batch, batch / 2)}`);
}
