import { type WavHeader, wavHeaderSteps } from './wav-header-steps.ts';

/**
 * The header of a WAV file in memory: rate, channels, bits, duration, and where the samples lie.
 *
 * @throws RavdessError `invalid-wav` where the bytes are no RIFF WAVE file, contradict themselves or end early.
 */
export function readWavHeader(bytes: Uint8Array): WavHeader {
  const steps = wavHeaderSteps(bytes.length);
  let step = steps.next();
  while (!step.done) {
    const { offset, length } = step.value;
    step = steps.next(bytes.subarray(offset, offset + length));
  }
  return step.value;
}
