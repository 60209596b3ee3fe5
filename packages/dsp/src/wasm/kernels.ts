import type { ResampleExports } from '../resample/kernel-exports.ts';
import { KernelMemory } from './kernel-memory.ts';
import { kernelsBase64 } from './kernels.generated.ts';

type Pointer = number;

/** Functions of `assembly/`; pointers are byte offsets into the memory, see the comments there. */
export interface KernelExports extends ResampleExports {
  readonly memory: WebAssembly.Memory;
  heapBase(): Pointer;
  stft32(plan: Pointer, signal: Pointer, hop: number, count: number, data: Pointer, re: Pointer, im: Pointer): void;
  stft64(plan: Pointer, signal: Pointer, hop: number, count: number, data: Pointer, re: Pointer, im: Pointer): void;
  spectrogram32: SpectrogramKernel;
  spectrogram64: SpectrogramKernel;
  mel32: MelKernel;
  mel64: MelKernel;
  melOf32(bands: Pointer, spectrogram: Pointer, count: number, out: Pointer): void;
  melOf64(bands: Pointer, spectrogram: Pointer, count: number, out: Pointer): void;
  product32: ProductKernel;
  product64: ProductKernel;
  decibels32(values: Pointer, count: number, amin: number, ref: number, range: number): void;
  stateBytes(): number;
  correlate64(
    plan: Pointer,
    turns: Pointer,
    signal: Pointer,
    hop: number,
    apart: number,
    count: number,
    blocks: number,
    lags: number,
    work: Pointer,
    out: Pointer,
  ): void;
  extremes64(
    plan: Pointer,
    bands: Pointer,
    signal: Pointer,
    hop: number,
    count: number,
    data: Pointer,
    largest: Pointer,
    smallest: Pointer,
  ): void;
  mostSummed(): number;
  lattice64(forward: Pointer, backward: Pointer, length: number, reflection: number): number;
  pcen32(
    values: Pointer,
    reference: Pointer,
    rows: number,
    columns: number,
    b: number,
    eps: number,
    gain: number,
    bias: number,
    scale: number,
  ): void;
  seedNormals(state: Pointer, seed: number): void;
  normals(state: Pointer, pairs: number, out: Pointer): void;
  istft32: IstftKernel;
  istft64: IstftKernel;
  stretch32: StretchKernel;
  stretch64: StretchKernel;
  divide32(signal: Pointer, weight: Pointer, length: number): void;
  divide64(signal: Pointer, weight: Pointer, length: number): void;
}

type ProductKernel = (
  weights: Pointer,
  rows: number,
  inner: number,
  values: Pointer,
  columns: number,
  out: Pointer,
) => void;

type IstftKernel = (
  plan: Pointer,
  re: Pointer,
  im: Pointer,
  stride: number,
  count: number,
  hop: number,
  data: Pointer,
  signal: Pointer,
  weight: Pointer,
) => void;

type StretchKernel = (
  analysis: Pointer,
  synthesis: Pointer,
  work: Pointer,
  signal: Pointer,
  hop: number,
  valid: number,
  places: Pointer,
  count: number,
  restart: 0 | 1,
  out: Pointer,
  weight: Pointer,
) => void;

type SpectrogramKernel = (
  plan: Pointer,
  signal: Pointer,
  hop: number,
  count: number,
  power: number,
  data: Pointer,
  out: Pointer,
) => void;

type MelKernel = (
  plan: Pointer,
  bands: Pointer,
  signal: Pointer,
  hop: number,
  count: number,
  power: number,
  data: Pointer,
  out: Pointer,
) => void;

/** The kernels and the memory that they work in. */
export interface Kernels {
  readonly run: KernelExports;
  readonly memory: KernelMemory;
}

let loaded: Kernels | undefined | null = null;

/**
 * The compiled kernels, instantiated at the first call; `undefined` where WebAssembly (or its SIMD) is missing or
 * forbidden, and every caller then takes its plain TypeScript path.
 */
export function kernels(): Kernels | undefined {
  if (loaded === null) loaded = instantiate();
  return loaded;
}

function instantiate(): Kernels | undefined {
  try {
    const bytes = Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0));
    const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes));
    const run = instance.exports as unknown as KernelExports;
    return { run, memory: new KernelMemory(run.memory, run.heapBase()) };
  } catch {
    return undefined;
  }
}
