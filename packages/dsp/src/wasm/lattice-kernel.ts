import type { Signal } from '../signal.ts';
import type { Lattice } from '../voice/lattice.ts';
import { kernels } from './kernels.ts';

/** Shorter signals are done sooner than copied; longer ones would take too much of the kernels' memory. */
const fewest = 2048;
const most = 4_000_000;

/** What `plainLattice` gives, to the bit, computed in a kernel, for as long as no other kernel is called; `undefined` where there is none for such a length. */
export function latticeKernel(samples: Signal): Lattice | undefined {
  const { length } = samples;
  const loaded = length >= fewest && length <= most ? kernels() : undefined;
  if (!loaded) return undefined;
  const { memory, run } = loaded;
  memory.begin();
  const pointers = [memory.allocate(length * 8), memory.allocate(length * 8)] as const;
  const [forward, backward] = pointers.map((pointer) => memory.view(Float64Array, pointer, length));
  forward!.set(samples);
  backward!.set(forward!);
  let energy = 0;
  for (let n = 1; n < length; n++) energy += forward![n]! * forward![n]! + forward![n - 1]! * forward![n - 1]!;
  // A stage without reflection changes neither, and sums what the first one begins with.
  let stage = 0;
  const pass = (reflection: number): number => {
    const product = run.lattice64(pointers[0] + 8 * stage, pointers[1], length - stage, reflection);
    stage++;
    return product;
  };
  return {
    energy,
    product: pass(0),
    pass(reflection) {
      const product = pass(reflection);
      return { product, ahead: forward![stage - 1]!, behind: backward![length - stage]! };
    },
  };
}
