import { expect, test } from 'vitest';
import { createRandom } from '../random.ts';
import { latticeKernel } from '../wasm/lattice-kernel.ts';
import { plainLattice } from './lattice.ts';

test.each([2048, 2049, 2050, 2051])(
  'a kernel and a plain loop pass %i samples through the same stages, to the bit',
  (length) => {
    const random = createRandom(length);
    const samples = Float32Array.from({ length }, () => random() - 0.5);
    const [fast, slow] = [latticeKernel(samples)!, plainLattice(samples)];
    expect([fast.energy, fast.product]).toEqual([slow.energy, slow.product]);
    for (const reflection of [0.9, -0.5, 0, 0.3, -0.7]) {
      expect(fast.pass(reflection)).toEqual(slow.pass(reflection));
    }
  },
);
