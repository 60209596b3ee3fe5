import { expect } from 'vitest';
import { DspError, type DspErrorCode } from '../src/errors.ts';

/** Asserts that `run` throws a `DspError` with this code and a message that tells what was received. */
export function expectCode(code: DspErrorCode, run: () => unknown): void {
  let thrown: unknown;
  try {
    run();
  } catch (error) {
    thrown = error;
  }
  if (!DspError.isInstance(thrown)) throw thrown ?? new Error(`Nothing was thrown where ${code} was expected.`);
  expect(thrown.code).toBe(code);
  expect(thrown.message.length).toBeGreaterThan(20);
}
