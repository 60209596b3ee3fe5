import { expect, test } from 'vitest';
import { signals } from '../../testing/golden.ts';
import { melSpectrogram } from '../mel/mel-spectrogram.ts';
import { mfcc } from '../mel/mfcc.ts';
import { istft } from '../stft/istft.ts';
import { stft } from '../stft/stft.ts';
import { KernelMemory } from './kernel-memory.ts';
import { kernels } from './kernels.ts';

test('keeps tables, begins scratch space anew, and grows', () => {
  const wasm = new WebAssembly.Memory({ initial: 1 });
  const memory = new KernelMemory(wasm, 100);
  memory.begin();
  const table = memory.table('a', () => memory.store(Float32Array.of(1, 2, 3)));
  const first = memory.allocate(1000);
  memory.begin();
  expect(memory.table('a', () => Number.NaN)).toBe(table);
  expect(memory.allocate(200_000)).toBe(first);
  expect(first % 16).toBe(0);
  expect([...memory.view(Float32Array, table, 3)]).toEqual([1, 2, 3]);
  expect(wasm.buffer.byteLength).toBeGreaterThanOrEqual(first + 200_000);
});

test('refuses a table behind scratch space', () => {
  const memory = new KernelMemory(new WebAssembly.Memory({ initial: 1 }), 0);
  memory.begin();
  memory.allocate(16);
  expect(() => memory.table('late', () => 0)).toThrow('before scratch space');
});

test('drops its tables once they fill too much', () => {
  const memory = new KernelMemory(new WebAssembly.Memory({ initial: 1 }), 0);
  for (let i = 0; i < 200; i++) {
    memory.begin();
    memory.table(`table ${i}`, () => memory.store(new Float64Array(65536)));
  }
  memory.begin();
  expect(memory.allocate(0)).toBeLessThan(64 * 1024 * 1024);
});

test('the memory of the kernels does not grow from one clip to the next', () => {
  const samples = Float32Array.from(signals.speech!);
  const run = (i: number): void => {
    const nFft = [512, 1024, 2048][i % 3]!;
    melSpectrogram(samples, { nFft, nMels: 40 });
    mfcc(samples, { nFft });
    // A window given as values has no name to keep its plan by.
    istft(stft(samples, { nFft, window: (length) => new Float64Array(length).fill(0.5) }), { nFft });
  };
  for (let i = 0; i < 6; i++) run(i);
  const bytes = kernels()!.run.memory.buffer.byteLength;
  for (let i = 0; i < 120; i++) run(i);
  expect(kernels()!.run.memory.buffer.byteLength).toBe(bytes);
});
