// pnpm tsx benchmarks/models/embeddings.ts [rounds]     (after `pnpm build`; PYTHON names an interpreter with tensorflow-cpu)
//
// Embeddings of frozen backbones by the plain install, onnxruntime-node, beside Keras on TensorFlow for the CPU: the same
// images through networks of the same layers and seeded weights, all cores against all cores. Ours is the whole of
// extractEmbeddings on an open session, images in and arrays out; theirs is predict_on_batch on a batch in memory. Each round times both, one
// after the other, at each side's own best batch size; the ratio is taken within the round and the median over the rounds
// is shown, with the processor time of both sides, which other programs on the machine disturb least.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import { type BackboneName, describeBackbone, extractEmbeddings, openBackbone } from '@ser/models';

/** Milliseconds an image. */
interface Timing {
  readonly wall: number;
  readonly processor: number;
}

const rounds = Number(process.argv[2] ?? 7);
const names: BackboneName[] = ['vgg16', 'vgg19', 'resnet101v2'];
const sizes = [
  { inputShape: [64, 130, 3], count: 32 },
  { inputShape: [224, 224, 3], count: 16 },
];
const batchSizes = [8, 16];

const python = spawn(
  process.env.PYTHON ?? 'python',
  [fileURLToPath(new URL('keras_embeddings_side.py', import.meta.url)), batchSizes.join(',')],
  { stdio: ['pipe', 'pipe', 'inherit'] },
);
const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();

async function ask<T>(question: object): Promise<T> {
  python.stdin.write(`${JSON.stringify(question)}\n`);
  const { value, done } = await lines.next();
  if (done) throw new Error('The Python side stopped.');
  return JSON.parse(value) as T;
}

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)]!;

const { versions } = await ask<{ versions: string }>({ hello: true });
console.log(`ours: onnxruntime-node; theirs: ${versions}; ${rounds} rounds; milliseconds per image, medians\n`);
console.log('| backbone | size | ours | Keras | ratio | processor: ours | Keras | ratio |');
console.log('|---|---|---|---|---|---|---|---|');

for (const name of names) {
  for (const { inputShape, count } of sizes) {
    const session = await openBackbone(describeBackbone(name, { inputShape }), { engine: 'onnx' });
    const size = inputShape.reduce((product, n) => product * n, 1);
    const images = Array.from({ length: count }, (_, k) => ({
      shape: inputShape,
      data: Float32Array.from({ length: size }, (__, i) => Math.sin(i * (k + 1))),
    }));
    const pass = async (batchSize: number): Promise<Timing> => {
      const processor = process.cpuUsage();
      const start = performance.now();
      for await (const _ of extractEmbeddings(images, { backbone: session, batchSize }));
      const wall = (performance.now() - start) / count;
      const { user, system } = process.cpuUsage(processor);
      return { wall, processor: (user + system) / 1000 / count };
    };
    const theirs = (batchSize: number): Promise<Timing> => ask({ name, inputShape, count, batchSize });

    /** The batch size that is quickest in a first pass, behind one that warms up. */
    const best = async (run: (batchSize: number) => Promise<Timing>): Promise<number> => {
      const timings: [number, number][] = [];
      for (const batchSize of batchSizes) {
        await run(batchSize);
        timings.push([(await run(batchSize)).wall, batchSize]);
      }
      return timings.sort((a, b) => a[0] - b[0])[0]![1];
    };
    const [ourBatch, theirBatch] = [await best(pass), await best(theirs)];
    const results: [ours: Timing, theirs: Timing][] = [];
    for (let round = 0; round < rounds; round++) results.push([await pass(ourBatch), await theirs(theirBatch)]);
    const cell = (pick: (result: (typeof results)[number]) => number, digits: number): string =>
      median(results.map(pick)).toFixed(digits);
    console.log(
      `| ${name} | ${inputShape.slice(0, 2).join('×')} | ${cell(([o]) => o.wall, 1)} | ${cell(([, t]) => t.wall, 1)} | ` +
        `${cell(([o, t]) => t.wall / o.wall, 2)} | ${cell(([o]) => o.processor, 1)} | ${cell(([, t]) => t.processor, 1)} | ` +
        `${cell(([o, t]) => t.processor / o.processor, 2)} |`,
    );
    await session.dispose();
  }
}
python.stdin.end();
