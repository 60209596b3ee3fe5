// pnpm tsx benchmarks/models/largest-batch.ts [backbone] [size] [before] [backend]     (after `pnpm build`)
//
// The largest batch that a fine-tuning step can hold: doubles the batch, a new process each, and prints the memory that each
// took. On `wasm` the heap ends at 4 GiB, and it goes on until a step fails; a batch beyond it needs `microBatchSize`, with
// which the last line trains. On `node` the machine's memory is the end: it stops before half of it would be taken, and
// says what one more image costs. `before` freezes what comes before a block (`-`: nothing); `node` needs
// @tensorflow/tfjs-node with its native library, whose folder SER_TFJS_NODE names.
import { spawnSync } from 'node:child_process';
import { totalmem } from 'node:os';
import {
  type BackboneName,
  type BackendName,
  createBackbone,
  createClassifier,
  selectBackend,
  train,
} from '@ser/models';
import * as tf from '@tensorflow/tfjs';
import { importPackage } from './import-package.ts';

const [name = 'vgg16', size = '224x224', before = '-', backend = 'wasm', only, micro] = process.argv.slice(2);
const title = `${backend}: ${name} ${size} ${before === '-' ? 'whole' : `from ${before}`}`;
const GiB = 2 ** 30;

interface Step {
  readonly loss: number;
  /** Bytes: of the heap on `wasm`, the most that was resident elsewhere. */
  readonly bytes: number;
}

/** Takes one step. */
async function step(batch: number, microBatchSize: number): Promise<Step> {
  await selectBackend(backend as BackendName, { importPackage });
  const [height, width] = size.split('x').map(Number) as [number, number];
  const inputShape = [height, width, 3];
  const backbone = createBackbone(name as BackboneName, { inputShape });
  const model = createClassifier({ backbone, classes: 8, freeze: before === '-' ? 'none' : { before } });
  const x = Float32Array.from({ length: batch * height * width * 3 }, (_, i) => Math.sin(i));
  const y = Int32Array.from({ length: batch }, (_, i) => i % 8);
  const options = { x, y, sampleShape: inputShape, classes: 8, epochs: 1, batchSize: batch, microBatchSize };
  let loss = Number.NaN;
  for await (const event of train(model, options)) if (event.type === 'step') loss = event.loss;
  const { wasm } = tf.backend() as { wasm?: { HEAPU8: Uint8Array } };
  return { loss, bytes: wasm ? wasm.HEAPU8.length : process.resourceUsage().maxRSS * 1024 };
}

function inNewProcess(batch: number, microBatchSize: number): Step | undefined {
  const own = [name, size, before, backend, String(batch), String(microBatchSize)];
  const { status, stdout } = spawnSync(process.execPath, [...process.execArgv, process.argv[1]!, ...own], {
    encoding: 'utf8',
  });
  return status === 0 ? (JSON.parse(stdout.trim().split('\n').pop()!) as Step) : undefined;
}

function report(batch: number, { loss, bytes }: Step): void {
  const what = backend === 'wasm' ? 'heap' : 'resident';
  console.log(`${title}, batch ${batch}: loss ${loss.toFixed(3)}, ${what} ${(bytes / GiB).toFixed(2)} GiB`);
}

if (only) {
  console.log(JSON.stringify(await step(Number(only), Number(micro))));
} else {
  const taken: { batch: number; bytes: number }[] = [];
  let batch = 1;
  let next = inNewProcess(batch, batch);
  for (; next; next = inNewProcess(batch, batch)) {
    report(batch, next);
    taken.push({ batch, bytes: next.bytes });
    batch *= 2;
    if (backend !== 'wasm' && 2 * next.bytes > totalmem() / 2) break;
  }
  const [a, b] = taken.slice(-2);
  if (!next) {
    console.log(`${title}, batch ${batch}: does not fit whole; in parts of ${batch / 2}:`);
    const parts = inNewProcess(batch, batch / 2);
    if (parts) report(batch, parts);
    else console.log('neither');
  } else if (a && b) {
    const image = (b.bytes - a.bytes) / (b.batch - a.batch);
    const most = Math.floor(b.batch + (totalmem() - b.bytes) / image);
    console.log(
      `${title}: ${(image / GiB).toFixed(3)} GiB an image; ${(totalmem() / GiB).toFixed(0)} GiB of memory would hold ${most}, EXTRAPOLATED`,
    );
  }
}
