import { type KernelExports, kernelsOver } from '../../accelerators/wasm/wasm-kernels.ts';
import { ModelsError } from '../../errors.ts';
import type { AdamNumbers } from '../adam-step.ts';

/** One weight tensor with everything that training keeps of it; all are views of one memory. */
export interface WeightSlot {
  readonly weight: Float32Array;
  /** Sum of the gradients of a batch. */
  readonly gradient: Float32Array;
  /** The gradient of a part of a batch; empty where batches are not computed in parts. */
  readonly part: Float32Array;
  readonly first: Float32Array;
  readonly second: Float32Array;
}

const PAGE = 65_536;

/**
 * Weights, gradients and moments in one memory that ONNX Runtime reads and writes in place and that the compiled kernel of
 * Adam walks through once a step.
 */
export class WeightMemory {
  readonly slots: readonly WeightSlot[];
  private readonly kernels: KernelExports;

  /** @param sizes Number of values of each weight. */
  constructor(sizes: readonly number[], hasParts: boolean) {
    const arrays = hasParts ? 5 : 4;
    // Rows of 16 bytes, so that no value straddles two of the kernel's vectors.
    const strides = sizes.map((size) => Math.ceil(size / 4) * 16);
    const bytes = strides.reduce((sum, stride) => sum + stride, 0) * arrays;
    let memory: WebAssembly.Memory;
    try {
      memory = new WebAssembly.Memory({ initial: Math.ceil(bytes / PAGE) + 1 });
      this.kernels = kernelsOver(memory);
    } catch (cause) {
      throw new ModelsError(
        'runtime',
        `Training on ONNX Runtime needs ${Math.ceil(bytes / 1e6)} MB of WebAssembly memory with SIMD, which is not to be had here: ${String(cause)}`,
        { cause },
      );
    }
    let offset = 16;
    const next = (i: number): Float32Array => {
      const view = new Float32Array(memory.buffer, offset, sizes[i]!);
      offset += strides[i]!;
      return view;
    };
    this.slots = sizes.map((_, i) => ({
      weight: next(i),
      gradient: next(i),
      part: hasParts ? next(i) : new Float32Array(0),
      first: next(i),
      second: next(i),
    }));
  }

  /** Moves one weight by one step; `keep` is what weight decay leaves of it. */
  adam(slot: WeightSlot, { beta1, beta2, epsilon, rate }: AdamNumbers, keep: number): void {
    const { weight, gradient, first, second } = slot;
    const [w, g, m, v] = [weight, gradient, first, second].map(({ byteOffset }) => byteOffset);
    this.kernels.adam(w!, g!, m!, v!, w!, weight.length, 1 - beta1, 1 - beta2, rate, epsilon, keep);
  }
}
