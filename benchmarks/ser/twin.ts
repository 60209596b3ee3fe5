// pnpm tsx benchmarks/ser/twin.ts --data DIR [--files N] [--size native|224] [--models VGG16,VGG19,ResNet101] [--seeds 3]
//   [--sample N] [--stages features,embeddings,heads,naive] [--work DIR]
//     (after `pnpm build`, on Linux; PYTHON names an interpreter with librosa, tensorflow-cpu, scikit-learn and joblib)
//
// The recipe `published` of `ser` beside the same pipeline in Python: the same files, split, augmentation draws and backbone
// weights. Prints Markdown: what every stage costs on each side, how far the numbers are apart, what the heads score.
//
// Stages are cut into chunks that the sides take in turns, so that whatever else the machine does hits both alike. `--sample N`
// embeds only N examples a model and says so. With `--work` the results of earlier stages are kept and a later call goes on.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { availableParallelism, tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { readModels } from '../../packages/cli/dist/models/find-models.js';
import { compareEmbeddings, compareFeatures, compareSteps, type Distance, type PlannedExample } from './parity.ts';
import type { Question } from './questions.ts';
import { type Cost, type Side, startSide, sum } from './side.ts';
import { type HeadResult, type Results, renderTables, type Timing } from './tables.ts';

const { values } = parseArgs({
  options: {
    data: { type: 'string' },
    files: { type: 'string' },
    size: { type: 'string', default: 'native' },
    models: { type: 'string', default: 'all' },
    seeds: { type: 'string', default: '3' },
    sample: { type: 'string' },
    stages: { type: 'string', default: 'features,embeddings,heads,naive' },
    work: { type: 'string' },
  },
});
if (!values.data) throw new Error('Name the folder of WAV files: --data DIR');
const work = resolve(values.work ?? join(tmpdir(), `ser-twin-${process.pid}`));
mkdirSync(work, { recursive: true });
const size: [number, number] | null = values.size === 'native' ? null : [Number(values.size), Number(values.size)];
const stages = new Set(values.stages.split(','));
// Few: ours starts its worker threads, or opens the network, anew for each.
const chunks = { features: 2, embeddings: 4 };
const checked = 48;

const store = join(work, 'results.json');
const results: Results = read(store) ?? { stages: [], distances: [], heads: [], naive: [], facts: null };
const keep = (): void => writeFileSync(store, JSON.stringify(results, null, 2));

const ours = startSide(process.execPath, [fileURLToPath(new URL('our-side.mjs', import.meta.url))]);
const askOurs = <K extends Question['do'], T = object>(question: Question<K>) => ours.ask<T>(question);
const startOurs = await askOurs<'hello', { versions: string }>({ do: 'hello' });
const python = startSide(process.env.PYTHON ?? 'python', [fileURLToPath(new URL('python_side.py', import.meta.url))]);
const startPython = await python.ask<{ versions: string }>({ do: 'hello' });
record('start', 'imports, back end, worker processes', startOurs.cost, startPython.cost);

const preparation = {
  do: 'prepare',
  data: resolve(values.data),
  work,
  plan: join(work, 'plan.csv'),
  files: values.files === undefined ? null : Number(values.files),
  size,
} as const;
const prepared = await askOurs<
  'prepare',
  { files: number; examples: number; parts: Record<string, number>; supports: number[] }
>(preparation);
const theirs = await python.ask<{ sameParts: boolean; files: number }>(preparation);
record('scan, split', `${prepared.files} files`, prepared.cost, theirs.cost);
if (!theirs.sameParts) throw new Error('The two sides split the files differently.');
results.facts = {
  ours: startOurs.versions,
  python: startPython.versions,
  cores: availableParallelism(),
  files: prepared.files,
  examples: prepared.examples,
  parts: prepared.parts,
  supports: prepared.supports,
  size: size ? size.join('×') : 'the spectrogram’s own, 64×130',
};

const plan: PlannedExample[] = readFileSync(join(work, 'plan.csv'), 'utf8')
  .trim()
  .split('\n')
  .slice(1)
  .map((line) => ({ augmentation: line.split(',')[3]! }));
/** Some examples of every kind, spread over the corpus. */
const rows = ['', 'noise', 'stretch', 'pitch'].flatMap((kind) => {
  const all = plan.flatMap(({ augmentation }, row) => (augmentation === kind ? [row] : []));
  const count = Math.min(all.length, checked / 4);
  return Array.from({ length: count }, (_, i) => all[Math.floor((i * all.length) / count)]!);
});

const featureCosts = await inTurns(chunks.features, async (side, chunk) => {
  const question = { do: 'features', chunk, chunks: chunks.features, keep: true } as const;
  // Ours tells where its stored features are, and takes no time where they are stored already.
  if (side === python && !stages.has('features')) return undefined;
  return (await side.ask(question)).cost;
});
if (stages.has('features')) {
  record('features', `${prepared.examples} spectrograms`, featureCosts.ours, featureCosts.python);
  await askOurs({ do: 'export', backbone: null, end: null });
  await python.ask({ do: 'check', rows, size });
  await askOurs({ do: 'check', rows });
  distances('features', [...compareSteps(work, plan, rows), ...compareFeatures(work, plan)]);
}

const end = values.sample === undefined ? null : Math.min(Number(values.sample), prepared.examples);
const batchSize = 16;
for (const { name: model, keras: backbone, learningRate } of readModels(values.models)) {
  if (backbone === undefined) continue;
  if (!['embeddings', 'heads', 'naive'].some((stage) => stages.has(stage))) break;
  const weights = join(work, 'weights', backbone);
  await askOurs({ do: 'backbone', backbone, weights });
  await python.ask({ do: 'backbone', backbone, weights, size, batchSize });
  if (stages.has('embeddings')) {
    const embedding = { do: 'embed', backbone, chunks: chunks.embeddings, end, size, batchSize } as const;
    const costs = await inTurns(
      chunks.embeddings,
      async (side, chunk) => (await side.ask({ ...embedding, chunk })).cost,
    );
    const factor = end === null ? 1 : prepared.examples / end;
    const what = end === null ? `${prepared.examples} images` : `${prepared.examples} images, extrapolated from ${end}`;
    record(`embeddings, ${model}`, what, scale(costs.ours, factor), scale(costs.python, factor));
    const compared = rows.filter((row) => row < (end ?? Number.POSITIVE_INFINITY));
    await askOurs({ do: 'export', backbone, end });
    await python.ask({ do: 'embedOurs', backbone, rows: compared, size, batchSize });
    distances(model, compareEmbeddings(work, backbone, end ?? prepared.examples, compared));
  }
  if (stages.has('heads') && end === null) {
    for (let seed = 0; seed < Number(values.seeds); seed++) {
      if (results.heads.some((head) => head.model === model && head.seed === seed)) continue;
      const question = { do: 'head', backbone, learningRate, seed } as const;
      const { cost: ourCost, ...our } = await askOurs<'head', HeadResult>(question);
      const { cost: theirCost, ...their } = await python.ask<HeadResult>(question);
      results.heads.push({ model, seed, ours: { ...our, cost: ourCost }, python: { ...their, cost: theirCost } });
      console.error(`${model}, seed ${seed}: ${our.accuracy.toFixed(4)} and ${their.accuracy.toFixed(4)}`);
      keep();
    }
  }
  if (stages.has('naive')) {
    const { step, validationStep } = await python.ask<{ step: Timing; validationStep: Timing }>({
      do: 'naive',
      backbone,
      size,
      steps: 3,
    });
    results.naive = [...results.naive.filter((other) => other.model !== model), { model, step, validationStep }];
    keep();
  }
}
if (stages.has('naive')) {
  // One clip after the other, as a script without joblib does; a thirtieth of the clips stands for all.
  const part = Math.max(1, Math.min(30, Math.floor(prepared.files / 8)));
  const { items, cost } = await python.ask<{ items: number }>({ do: 'features', chunk: 0, chunks: part, naive: true });
  results.naiveFeatures = { items, cost };
  keep();
}
ours.close();
python.close();
console.log(renderTables(results));

/** Both sides do a chunk, then the next one; who begins changes from chunk to chunk. */
async function inTurns(
  count: number,
  work: (side: Side, chunk: number) => Promise<Cost | undefined>,
): Promise<{ ours: Cost; python: Cost }> {
  const costs: { ours: Cost[]; python: Cost[] } = { ours: [], python: [] };
  for (let chunk = 0; chunk < count; chunk++) {
    const order = chunk % 2 === 0 ? (['ours', 'python'] as const) : (['python', 'ours'] as const);
    for (const name of order) {
      const cost = await work(name === 'ours' ? ours : python, chunk);
      if (cost) costs[name].push(cost);
    }
  }
  return { ours: sum(costs.ours), python: sum(costs.python) };
}

function record(stage: string, what: string, ourCost: Cost, pythonCost: Cost): void {
  const entry = { stage, what, ours: ourCost, python: pythonCost };
  results.stages = [...results.stages.filter((other) => other.stage !== stage), entry];
  console.error(`${stage} (${what}): ${ourCost.wall.toFixed(1)} s and ${pythonCost.wall.toFixed(1)} s`);
  keep();
}

function distances(about: string, found: readonly Distance[]): void {
  results.distances = [
    ...results.distances.filter((other) => other.about !== about),
    ...found.map((distance) => ({ about, ...distance })),
  ];
  keep();
}

function scale({ wall, processor, peakMemory }: Cost, factor: number): Cost {
  return { wall: wall * factor, processor: processor * factor, peakMemory };
}

function read(path: string): Results | undefined {
  try {
    return JSON.parse(readFileSync(path, 'utf8')) as Results;
  } catch {
    return undefined;
  }
}
