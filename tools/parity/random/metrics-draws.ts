import { type Draw, pick } from './row.ts';

export type Label = string | number;
export type Options = Record<string, unknown>;

const names: readonly (readonly Label[])[] = [
  ['angry', 'calm', 'disgust', 'fearful', 'happy', 'neutral', 'sad', 'surprised'],
  ['b', 'a'],
  [0, 1],
  [-1, 1],
  [3, 1, 4, 15, 9],
];

/** Labels of items, true and predicted: few or many, some classes on one side only, weights of any size. */
export function targets(random: Draw, binary = false): { yTrue: Label[]; yPred: Label[]; sampleWeight?: number[] } {
  const all = binary ? pick(random, ...names.slice(1, 4)) : pick(random, ...names);
  const size = pick(random, 1, 2, 5, 20, 200);
  const true_ = all.slice(0, 1 + Math.floor(random() * all.length));
  const predicted = all.slice(Math.floor(random() * all.length));
  const skill = random();
  const yTrue = Array.from({ length: size }, () => pick(random, ...true_));
  const yPred = yTrue.map((label) => (random() < skill ? label : pick(random, ...predicted)));
  const sampleWeight = weights(random, size);
  return { yTrue, yPred, ...(sampleWeight && { sampleWeight }) };
}

export function weights(random: Draw, size: number): number[] | undefined {
  const kind = pick(random, 'none', 'none', 'unit', 'some zero', 'wide');
  if (kind === 'none') return undefined;
  return Array.from({ length: size }, () => {
    if (kind === 'some zero') return random() < 0.3 ? 0 : random();
    return kind === 'wide' ? 10 ** (12 * random() - 6) : 0.1 + random();
  });
}

/** Scores of items for classes: probabilities, with ties, certain ones, and classes that no item has. */
export function probabilities(random: Draw, columns: number, size: number): Float64Array {
  const table = new Float64Array(size * columns);
  const kind = pick(random, 'soft', 'soft', 'tied', 'sure');
  for (let i = 0; i < size; i++) {
    const row = Array.from({ length: columns }, () => {
      if (kind === 'tied') return pick(random, 1, 2);
      return kind === 'sure' ? random() ** 40 + 1e-30 : 0.01 + random();
    });
    const sum = row.reduce((total, x) => total + x, 0);
    row.forEach((x, k) => {
      table[i * columns + k] = x / sum;
    });
  }
  return table;
}

/** Two classes, both of which occur, and a score of the greater one. */
export function ranked(random: Draw): { yTrue: number[]; yScore: Float64Array; sampleWeight?: number[] } {
  const size = pick(random, 2, 3, 10, 300);
  const yTrue = Array.from({ length: size }, (_, i) => (i < 2 ? i : Math.round(random())));
  const levels = pick(random, 2, 5, 1e9);
  const sampleWeight = weights(random, size)?.map((weight) => weight + 1e-3);
  const yScore = Float64Array.from(yTrue, (label) => Math.round((random() + 0.3 * label) * levels) / levels / 1.3);
  return { yTrue, yScore, ...(sampleWeight && { sampleWeight }) };
}

/** Items of several classes, every one of which occurs, with probabilities. */
export function judged(
  random: Draw,
  least = 2,
): { yTrue: number[]; table: Float64Array; shape: [number, number]; labels: number[]; sampleWeight?: number[] } {
  const columns = least + Math.floor(random() * 5);
  const size = columns + Math.floor(random() * 60);
  const yTrue = Array.from({ length: size }, (_, i) => (i < columns ? i : Math.floor(random() * columns)));
  const sampleWeight = weights(random, size)?.map((weight) => weight + 1e-3);
  return {
    yTrue,
    table: probabilities(random, columns, size),
    shape: [size, columns],
    labels: Array.from({ length: columns }, (_, k) => k),
    ...(sampleWeight && { sampleWeight }),
  };
}
export const weighted = ({ sampleWeight }: { readonly sampleWeight?: number[] }): Options =>
  sampleWeight ? { sampleWeight } : {};

export function correlated(random: Draw): Options {
  const size = pick(random, 3, 10, 500);
  const level = pick(random, 1, 1e-6, 1e6);
  const yTrue = Float64Array.from({ length: size }, () => level * (random() - 0.5));
  const yPred = yTrue.map((value) => 0.6 * value + level * 0.3 * random());
  const sampleWeight = weights(random, size)?.map((weight) => weight + 1e-3);
  return { yTrue, yPred, ...(sampleWeight && { sampleWeight }) };
}
