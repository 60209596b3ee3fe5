import { readFileSync } from 'node:fs';
import { expect } from 'vitest';
import { expectParity, type ParityClaim } from '../../../tools/parity/expect-parity.ts';
import type { Matrix } from '../src/matrix.ts';
import type { Signal } from '../src/signal.ts';
import { isStrided, rowMajor } from '../src/strided-array.ts';

/** A result as `tools/reference/dsp_features.py` stores it: every `step`-th value in row-major order. */
export interface GoldenResult {
  readonly shape: readonly number[];
  readonly step: number;
  readonly values: Float64Array;
}

/** One call of the reference and what it returned. */
export interface GoldenCase<Source> {
  readonly title: string;
  readonly source: Source;
  // biome-ignore lint/suspicious/noExplicitAny: each test knows the options of the function that it calls.
  readonly options: any;
  readonly result: GoldenResult;
  readonly re: GoldenResult;
  readonly im: GoldenResult;
}

const folder = new URL('../golden/features/', import.meta.url);
const read = (name: string) => JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8'));

function decode(result?: { shape: number[]; step: number; values: string }): GoldenResult | undefined {
  if (!result) return undefined;
  const bytes = Uint8Array.from(Buffer.from(result.values, 'base64'));
  return { ...result, values: new Float64Array(bytes.buffer) };
}

/** The cases of one function in one golden file. */
export function goldenCases<Source = string>(file: string, name: string): GoldenCase<Source>[] {
  const entries = read(file).cases.filter((entry: { function: string }) => entry.function === name);
  if (entries.length === 0) throw new Error(`${file}.json has no case of ${name}.`);
  // biome-ignore lint/suspicious/noExplicitAny: parsed JSON.
  return entries.map(({ source, options, result, re, im }: any) => ({
    title: `${JSON.stringify(source)} ${JSON.stringify(options)}`,
    source,
    options: JSON.parse(JSON.stringify(options), (_, value) =>
      value === 'Infinity' || value === '-Infinity' ? Number(value) : value,
    ),
    result: decode(result),
    re: decode(re),
    im: decode(im),
  }));
}

/** Full-range noise from the Lehmer generator of the Python script. */
function lehmerNoise(length: number): Float64Array {
  let state = 1;
  return Float64Array.from({ length }, () => {
    state = (state * 16807) % 2147483647;
    return (((state >> 15) % 65536) - 32768) / 32768;
  });
}

/** The signals of the golden files at 22,050 Hz: 16-bit values, so float32 holds them exactly too. */
export const signals: Readonly<Record<string, Float64Array>> = (() => {
  const stored = (name: string): Float64Array => {
    const bytes = Buffer.from(read('signals').int16[name], 'base64');
    return Float64Array.from({ length: bytes.length / 2 }, (_, i) => bytes.readInt16LE(2 * i) / 32768);
  };
  const speech = stored('speech');
  const impulses = new Float64Array(6000);
  for (const [at, value] of [
    [0, 32767],
    [1500, -32768],
    [1501, 16384],
    [4100, 12000],
    [5999, 32767],
  ] as const) {
    impulses[at] = value / 32768;
  }
  return {
    speech,
    music: stored('music'),
    noise: lehmerNoise(12000),
    silence: new Float64Array(8000),
    impulses,
    short: speech.slice(9000, 9700),
    one: Float64Array.of(12345 / 32768),
  };
})();

/** Holds a result against a stored one and records the difference for `docs/parity.md`. */
export function expectGolden(
  actual: Matrix | Signal,
  golden: GoldenResult,
  claim: Omit<ParityClaim, 'package' | 'path'> & { path?: string },
): void {
  const values: Signal = isStrided(actual) ? rowMajor(actual) : actual;
  expect(isStrided(actual) ? actual.shape : [actual.length]).toEqual(golden.shape);
  const picked = golden.values.map((_, i) => values[i * golden.step]!);
  expectParity(picked, golden.values, { package: 'dsp', path: 'float64', ...claim });
}

/** Asserts that all values lie within an absolute tolerance of the expected ones. */
export function expectNear(actual: ArrayLike<number>, expected: ArrayLike<number>, tolerance: number): void {
  expect(actual.length).toBe(expected.length);
  for (let i = 0; i < expected.length; i++) {
    if (!(Math.abs(actual[i]! - expected[i]!) <= tolerance)) {
      throw new Error(`Value ${i} is ${actual[i]} where ${expected[i]} ± ${tolerance} was expected.`);
    }
  }
}
