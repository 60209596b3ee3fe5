import { join } from 'node:path';
import { type NpyArray, readNpy } from './npy.ts';

/** How far two arrays are apart. */
export interface Distance {
  readonly what: string;
  readonly measure: string;
  readonly items: number;
  /** Largest difference, and that which one value in a thousand exceeds. */
  readonly largest: number;
  readonly rare: number;
  /** What the parity table of the packages promises for the step; null where none is promised. */
  readonly gate: number | null;
}

/** A line of the plan, as far as it is needed here. */
export interface PlannedExample {
  readonly augmentation: string;
}

const KINDS = ['', 'noise', 'stretch', 'pitch'];
const NAMES: Readonly<Record<string, string>> = { '': 'as it is', noise: 'noise', stretch: 'stretch', pitch: 'pitch' };

/** Spectrograms of the whole chain, from file to dB, and the images made of them. */
export function compareFeatures(work: string, plan: readonly PlannedExample[]): Distance[] {
  const ours = readNpy(join(work, 'ours-features.npy'));
  const theirs = readNpy(join(work, 'features.npy'));
  const size = ours.data.length / plan.length;
  return KINDS.flatMap((kind) => {
    const decibels = new Extremes();
    const pixels = new Extremes();
    let items = 0;
    for (const [row, example] of plan.entries()) {
      if (example.augmentation !== kind) continue;
      items++;
      const [a, b] = [ours, theirs].map(({ data }) => data.subarray(row * size, (row + 1) * size));
      collectDecibels(a!, b!, decibels);
      const [p, q] = [toUnit(a!), toUnit(b!)];
      for (let i = 0; i < size; i++) pixels.add(Math.abs(p[i]! - q[i]!));
    }
    const what = `file → log-mel, ${NAMES[kind]}`;
    return [
      { what, measure: 'dB, above −60 dB', items, ...decibels.figures(), gate: null },
      { what: `file → image, ${NAMES[kind]}`, measure: 'of [0, 1]', items, ...pixels.figures(), gate: null },
    ];
  });
}

/** The same steps from the very same samples, so that the resampler of the loader is out of the comparison. */
export function compareSteps(work: string, plan: readonly PlannedExample[], rows: readonly number[]): Distance[] {
  const file = (row: number, kind: string): NpyArray => readNpy(join(work, 'check', `${row}.${kind}.npy`));
  const of = (kind: string): number[] => rows.filter((row) => plan[row]!.augmentation === kind);
  const steps = KINDS.flatMap((kind) =>
    (['float32', 'float64'] as const).map((precision) => {
      const [above, below] = [new Extremes(), new Extremes()];
      for (const row of of(kind)) collectDecibels(file(row, 'ours').data, file(row, precision).data, above, below);
      // What a stretch and a shift promise is a distance of their waveforms; see docs/parity.md.
      const gated = kind === '' || kind === 'noise';
      const what = `samples → log-mel, ${NAMES[kind]}, librosa in ${precision}`;
      const items = of(kind).length;
      return [
        { what, measure: 'dB, above −60 dB', items, ...above.figures(), gate: gated ? 2e-4 : null },
        { what, measure: 'dB, below', items, ...below.figures(), gate: gated ? 1e-3 : null },
      ];
    }),
  );
  const image = new Extremes();
  for (const row of rows) {
    const [a, b] = [file(row, 'our-image').data, file(row, 'image').data];
    for (let i = 0; i < a.length; i++) image.add(Math.abs(a[i]! - b[i]!));
  }
  const what = 'our log-mel → image';
  return [...steps.flat(), { what, measure: 'of [0, 1]', items: rows.length, ...image.figures(), gate: 1e-5 }];
}

/** Embeddings row by row, relative to the largest value of the row; `rows` of theirs were made from our spectrograms. */
export function compareEmbeddings(work: string, name: string, end: number, rows: readonly number[]): Distance[] {
  const ours = readNpy(join(work, `ours-${name}.npy`));
  const theirs = readNpy(join(work, `${name}.npy`));
  const fromOurs = readNpy(join(work, `${name}-from-ours.npy`));
  const dim = ours.shape[1]!;
  const [whole, step] = [new Extremes(), new Extremes()];
  for (let row = 0; row < end; row++) whole.add(relative(ours.data, row * dim, theirs.data, row * dim, dim));
  for (const [i, row] of rows.entries()) step.add(relative(ours.data, row * dim, fromOurs.data, i * dim, dim));
  const measure = 'of the largest value';
  return [
    { what: `our image → embedding, ${name}`, measure, items: rows.length, ...step.figures(), gate: 1e-4 },
    { what: `file → embedding, ${name}`, measure, items: end, ...whole.figures(), gate: null },
  ];
}

function relative(a: Float32Array, startA: number, b: Float32Array, startB: number, dim: number): number {
  let [largest, scale] = [0, 0];
  for (let i = 0; i < dim; i++) {
    largest = Math.max(largest, Math.abs(a[startA + i]! - b[startB + i]!));
    scale = Math.max(scale, Math.abs(b[startB + i]!));
  }
  return largest / scale;
}

/** Differences where the other side is above −60 dB, and below. */
function collectDecibels(ours: Float32Array, theirs: Float32Array, above: Extremes, below?: Extremes): void {
  for (let i = 0; i < ours.length; i++) {
    const difference = Math.abs(ours[i]! - theirs[i]!);
    if (theirs[i]! > -60) above.add(difference);
    else below?.add(difference);
  }
}

function toUnit(values: Float32Array): Float32Array {
  let [low, high] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY];
  for (const value of values) {
    low = Math.min(low, value);
    high = Math.max(high, value);
  }
  return values.map((value) => (value - low) / (high - low));
}

/** The largest of many figures, and what one in a thousand exceeds. */
class Extremes {
  #largest = 0;
  #count = 0;
  readonly #some: number[] = [];

  add(figure: number): void {
    this.#largest = Math.max(this.#largest, figure);
    // Tens of millions of pixels: every seventh tells as much about the rare ones.
    if (this.#count++ % 7 === 0) this.#some.push(figure);
  }

  figures(): { largest: number; rare: number } {
    const sorted = Float64Array.from(this.#some).sort();
    return { largest: this.#largest, rare: sorted[Math.floor(0.999 * sorted.length)] ?? 0 };
  }
}
