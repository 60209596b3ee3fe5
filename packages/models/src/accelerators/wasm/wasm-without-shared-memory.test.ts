import * as tf from '@tensorflow/tfjs';
import { beforeAll, describe, expect, it } from 'vitest';
import { checkConvolutions, checkGather, checkMatMul } from '../../../testing/wasm-training-cases.ts';
import { enableWasmTraining } from './enable-wasm-training.ts';
import { type WasmBackend, wasmKernels } from './wasm-kernels.ts';

describe('enableWasmTraining where the memory cannot be shared', () => {
  beforeAll(async () => {
    await import('@tensorflow/tfjs-backend-wasm');
    await tf.setBackend('wasm');
    // As in the build with threads, whose memory is not among the exports.
    const { wasm } = tf.backend() as unknown as { wasm: { asm: Record<string, unknown> } };
    wasm.asm = { ...wasm.asm, memory: undefined };
    enableWasmTraining();
  });

  it('runs without the compiled kernels', () => {
    expect(wasmKernels(tf.backend() as WasmBackend)).toBeUndefined();
  });

  it('multiplies like the cpu back end', () => checkMatMul('wasm, composed kernels'));
  it('differentiates convolutions like the cpu back end', () => checkConvolutions('wasm, composed kernels'));
  it('differentiates gather like the cpu back end', () => checkGather('wasm, composed kernels'));
});
