import type * as tf from '@tensorflow/tfjs';
import { kernelsBase64 } from './wasm-kernels.generated.ts';

type Pointer = number;

/** Functions of `assembly/`; pointers are byte offsets into the memory that they are bound to, see the comments there. */
export interface KernelExports {
  multiply(
    ...args: [
      a: Pointer,
      aRow: number,
      aStep: number,
      b: Pointer,
      bRow: number,
      bStep: number,
      c: Pointer,
      m: number,
      n: number,
      k: number,
      accumulate: boolean,
      scratch: Pointer,
    ]
  ): void;
  adam(
    ...args: [
      weight: Pointer,
      gradient: Pointer,
      first: Pointer,
      second: Pointer,
      out: Pointer,
      count: number,
      toFirst: number,
      toSecond: number,
      rate: number,
      epsilon: number,
      keep: number,
    ]
  ): void;
  convolveFilterGradient(shape: Pointer, x: Pointer, dy: Pointer, dw: Pointer, work: Pointer): void;
  convolveInputGradient(shape: Pointer, dy: Pointer, w: Pointer, dx: Pointer, work: Pointer): void;
}

/** What the WebAssembly back end of TensorFlow.js lets a kernel do with its buffers. */
export interface WasmBackend extends tf.KernelBackend {
  readonly wasm: {
    readonly HEAPU8: Uint8Array;
    readonly asm?: { readonly memory?: unknown };
    _malloc(bytes: number): number;
    _free(pointer: number): void;
  };
  makeOutput(shape: number[], dtype: tf.DataType): tf.TensorInfo;
  getMemoryOffset(dataId: tf.DataId): number;
  disposeData(dataId: tf.DataId, force?: boolean): boolean;
}

/** Bytes that `multiply` works in; `SCRATCH` of assembly/multiply.ts. */
export const SCRATCH_BYTES: number = 256 * 32 + 128;

/** The kernels, bound to the memory of one back end. */
export class WasmKernels {
  /** The compiled functions. */
  readonly run: KernelExports;
  private readonly backend: WasmBackend;
  private work = 0;
  private workBytes = 0;

  constructor(backend: WasmBackend, run: KernelExports) {
    this.backend = backend;
    this.run = run;
  }

  /** A piece of memory of at least so many bytes, good until the next call. */
  scratch(bytes: number): Pointer {
    if (bytes > this.workBytes) {
      if (this.work !== 0) this.backend.wasm._free(this.work);
      this.work = this.backend.wasm._malloc(bytes);
      this.workBytes = bytes;
    }
    return this.work;
  }

  /** Where the values of a tensor lie. */
  at(tensor: tf.TensorInfo): Pointer {
    return this.backend.getMemoryOffset(tensor.dataId);
  }

  /** Writes 32-bit integers. */
  writeIntegers(pointer: Pointer, values: readonly number[]): void {
    new Int32Array(this.backend.wasm.HEAPU8.buffer, pointer >>> 0, values.length).set(values);
  }

  /** A new float32 tensor whose values are not set. */
  empty(shape: readonly number[]): tf.TensorInfo {
    return this.backend.makeOutput([...shape], 'float32');
  }

  /** A new float32 tensor of zeros. */
  zeros(shape: readonly number[]): tf.TensorInfo {
    const tensor = this.empty(shape);
    const start = this.at(tensor) >>> 0;
    this.backend.wasm.HEAPU8.fill(0, start, start + 4 * shape.reduce((product, n) => product * n, 1));
    return tensor;
  }
}

const bound = new WeakMap<object, WasmKernels | null>();

/**
 * The compiled kernels, instantiated at the first call over the memory of TensorFlow.js' WebAssembly back end; undefined
 * where that memory cannot be shared with them (the back end runs with threads) or SIMD is missing or forbidden.
 */
export function wasmKernels(backend: WasmBackend): WasmKernels | undefined {
  let kernels = bound.get(backend);
  if (kernels === undefined) {
    kernels = instantiate(backend);
    bound.set(backend, kernels);
  }
  return kernels ?? undefined;
}

function instantiate(backend: WasmBackend): WasmKernels | null {
  const memory = backend.wasm.asm?.memory;
  if (!(memory instanceof WebAssembly.Memory)) return null;
  try {
    return new WasmKernels(backend, kernelsOver(memory));
  } catch {
    return null;
  }
}

/** The compiled functions over a memory; throws where SIMD is missing or WebAssembly forbidden. */
export function kernelsOver(memory: WebAssembly.Memory): KernelExports {
  const bytes = Uint8Array.from(atob(kernelsBase64), (character) => character.charCodeAt(0));
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes), { env: { memory } });
  return instance.exports as unknown as KernelExports;
}
