import type { Distance } from './parity.ts';
import { type Cost, sum } from './side.ts';
import { table } from './table.ts';

/** Seconds on the clock and of all processors. */
export interface Timing {
  readonly wall: number;
  readonly processor: number;
}

/** What a side says of a head that it trained. */
export interface HeadResult {
  readonly epochs: number;
  readonly bestEpoch: number;
  readonly valAccuracy: number;
  readonly accuracy: number;
  readonly tested: number;
}

/** Everything that twin.ts measured; it stands in results.json of the work folder. */
export interface Results {
  stages: { stage: string; what: string; ours: Cost; python: Cost }[];
  distances: (Distance & { about: string })[];
  heads: { model: string; seed: number; ours: HeadResult & { cost: Cost }; python: HeadResult & { cost: Cost } }[];
  /** A step of 32 images through the frozen backbone, in training and in validation. */
  naive: { model: string; step: Timing; validationStep: Timing }[];
  naiveFeatures?: { items: number; cost: Cost };
  facts: {
    ours: string;
    python: string;
    cores: number;
    files: number;
    examples: number;
    parts: Record<string, number>;
    supports: number[];
    size: string;
  } | null;
}

const BATCH = 32;
/** Of the recipe, where no head tells how many it took. */
const EPOCHS = 100;

/** The results as Markdown. */
export function renderTables(results: Results): string {
  return [facts(results), stageTable(results), headTable(results), naiveTable(results), distanceTable(results)]
    .filter(Boolean)
    .join('\n\n');
}

function facts({ facts: known }: Results): string {
  if (!known) return '';
  const { files, examples, parts, supports, size, cores } = known;
  const { train, validation, test } = parts;
  return [
    `${files} files: ${train} training examples with the augmented copies, ${validation} for early stopping, ${test} for the test`,
    `(supports ${supports.join(', ')}); ${examples} examples in all. Image size: ${size}. ${cores} cores.`,
    `Ours: ${known.ours}. Python: ${known.python}.`,
  ].join('\n');
}

function stageTable({ stages, heads }: Results): string {
  const byModel = group(heads, (head) => head.model);
  const rows = [
    ...stages,
    ...[...byModel].map(([model, trained]) => ({
      stage: `head, ${model}`,
      what: `mean of ${trained.length} trainings`,
      ours: mean(trained.map((head) => head.ours.cost)),
      python: mean(trained.map((head) => head.python.cost)),
    })),
  ];
  const total = {
    stage: '**end to end**',
    what: '',
    ours: sum(rows.map((row) => row.ours)),
    python: sum(rows.map((row) => row.python)),
  };
  return table(
    ['stage', '', 'ours, s', 'Python, s', 'ratio', 'ours, CPU s', 'Python, CPU s', 'ratio', 'ours, MB', 'Python, MB'],
    [...rows, total].map(({ stage, what, ours, python }) => [
      stage,
      what,
      ours.wall.toFixed(1),
      python.wall.toFixed(1),
      (python.wall / ours.wall).toFixed(2),
      ours.processor.toFixed(1),
      python.processor.toFixed(1),
      (python.processor / ours.processor).toFixed(2),
      ours.peakMemory.toFixed(0),
      python.peakMemory.toFixed(0),
    ]),
  );
}

function headTable({ heads }: Results): string {
  const rows = [...group(heads, (head) => head.model)].flatMap(([model, trained]) =>
    (['ours', 'python'] as const).map((side) => {
      const results = trained.map((head) => head[side]);
      return [
        model,
        side === 'ours' ? 'ours' : 'Keras',
        String(results.length),
        spread(
          results.map((result) => 100 * result.accuracy),
          2,
        ),
        spread(
          results.map((result) => 100 * result.valAccuracy),
          2,
        ),
        spread(
          results.map((result) => result.bestEpoch),
          1,
        ),
        spread(
          results.map((result) => result.epochs),
          1,
        ),
        spread(
          results.map((result) => (1000 * result.cost.wall) / result.epochs),
          0,
        ),
      ];
    }),
  );
  const head = [
    'model',
    '',
    'seeds',
    'test accuracy, %',
    'validation accuracy, %',
    'best epoch',
    'epochs',
    'ms per epoch',
  ];
  return rows.length > 0 ? table(head, rows) : '';
}

/** What fitting through the frozen backbone would cost: for each epoch every image goes through it again. */
function naiveTable({ naive, naiveFeatures, heads, facts: known, stages }: Results): string {
  if (naive.length === 0 || !known || !naiveFeatures) return '';
  const steps = (part: string): number => Math.ceil(known.parts[part]! / BATCH);
  const ourFeatures = stages.find(({ stage }) => stage === 'features')?.ours;
  const rows = naive.flatMap(({ model, step, validationStep }) => {
    const trained = heads.filter((head) => head.model === model);
    const epochs = trained.length > 0 ? average(trained.map((head) => head.python.epochs)) : EPOCHS;
    const embedding = stages.find(({ stage }) => stage === `embeddings, ${model}`)?.ours;
    return (['wall', 'processor'] as const).map((clock) => {
      const features = (naiveFeatures.cost[clock] / naiveFeatures.items) * known.examples;
      const epoch = step[clock] * steps('train') + validationStep[clock] * steps('validation');
      const total = features + epochs * epoch;
      const ours =
        ourFeatures && embedding && trained.length > 0
          ? ourFeatures[clock] + embedding[clock] + average(trained.map((head) => head.ours.cost[clock]))
          : undefined;
      return [
        model,
        clock === 'wall' ? 'clock' : 'processors',
        step[clock].toFixed(2),
        epoch.toFixed(0),
        epochs.toFixed(0),
        (total / 3600).toFixed(2),
        ours === undefined ? '' : (ours / 3600).toFixed(3),
        ours === undefined ? '' : (total / ours).toFixed(0),
      ];
    });
  });
  const measured = ['s a step of 32, measured', 's an epoch, extrapolated', 'epochs', 'hours in all, extrapolated'];
  return table(['model', '', ...measured, 'ours, hours', 'ratio'], rows);
}

function distanceTable({ distances }: Results): string {
  if (distances.length === 0) return '';
  return table(
    ['step', 'measure', 'examples', 'largest difference', 'one in a thousand exceeds', 'gate'],
    distances.map(({ what, measure, items, largest, rare, gate }) => [
      what,
      measure,
      String(items),
      largest.toExponential(1),
      rare.toExponential(1),
      gate === null ? '–' : `${gate.toExponential(0)}${largest <= gate ? '' : ' **exceeded**'}`,
    ]),
  );
}

function group<T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const item of items) groups.set(key(item), [...(groups.get(key(item)) ?? []), item]);
  return groups;
}

function average(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0) / values.length;
}

/** Mean ± standard deviation. */
function spread(values: readonly number[], digits: number): string {
  const middle = average(values);
  const squares = values.reduce((total, value) => total + (value - middle) ** 2, 0);
  const deviation = values.length > 1 ? Math.sqrt(squares / (values.length - 1)) : Number.NaN;
  return values.length > 1 ? `${middle.toFixed(digits)} ± ${deviation.toFixed(digits)}` : middle.toFixed(digits);
}

function mean(costs: readonly Cost[]): Cost {
  const total = sum(costs);
  return { ...total, wall: total.wall / costs.length, processor: total.processor / costs.length };
}
