import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** One line of `docs/parity.md`: which of our functions was held against which reference, and how near it came. */
export interface ParityClaim {
  /** Package without its scope: `dsp`. */
  readonly package: string;
  /** Our public name: `melSpectrogram`. */
  readonly name: string;
  /** What it was compared with, version included: `librosa 0.11.0 feature.melspectrogram`. */
  readonly reference: string;
  /** Path or precision under test: `float64`, `float32`, `wasm`, `onnx` … */
  readonly path: string;
  /** How the difference is measured. `relative` is to the largest magnitude of the expected values. */
  readonly measure: 'absolute' | 'relative';
  /** Largest difference that passes. */
  readonly tolerance: number;
}

/** A claim with the difference that one test case showed. */
export interface ParityRecord extends ParityClaim {
  readonly difference: number;
}

/** Folder of the records of the last test run, one file a test process; `pnpm parity` turns them into the table. */
export const recordFolder: string = fileURLToPath(new URL('../../node_modules/.cache/parity/', import.meta.url));

/**
 * Asserts that `actual` equals `expected` within the claim's tolerance and records the largest difference for
 * `docs/parity.md`.
 *
 * NaN equals NaN and nothing else, infinities equal themselves; lengths must agree. The error names the first worst index.
 */
export function expectParity(actual: ArrayLike<number>, expected: ArrayLike<number>, claim: ParityClaim): void {
  if (actual.length !== expected.length) {
    throw new Error(`${claim.name}: ${actual.length} values where ${claim.reference} gives ${expected.length}`);
  }
  let scale = 1;
  if (claim.measure === 'relative') {
    scale = 0;
    for (let i = 0; i < expected.length; i++) {
      if (Number.isFinite(expected[i])) scale = Math.max(scale, Math.abs(expected[i]!));
    }
    scale ||= 1;
  }
  let difference = 0;
  let worst = 0;
  for (let i = 0; i < expected.length; i++) {
    const same = Object.is(actual[i], expected[i]) || actual[i] === expected[i];
    const d = same ? 0 : Math.abs(actual[i]! - expected[i]!) / scale;
    if (!(d <= difference)) {
      difference = Number.isNaN(d) ? Number.POSITIVE_INFINITY : d;
      worst = i;
    }
  }
  recordParity({ ...claim, difference });
  if (!(difference <= claim.tolerance)) {
    throw new Error(
      `${claim.package}.${claim.name} (${claim.path}) differs from ${claim.reference} by ${difference} (${claim.measure}; ` +
        `allowed ${claim.tolerance}) at index ${worst}: ${actual[worst]} for ${expected[worst]}`,
    );
  }
}

/** Records a difference measured otherwise (an SNR turned into a ratio, a string comparison as 0 or 1). */
export function recordParity(record: ParityRecord): void {
  mkdirSync(recordFolder, { recursive: true });
  appendFileSync(join(recordFolder, `${process.pid}.jsonl`), `${JSON.stringify(record)}\n`);
}
