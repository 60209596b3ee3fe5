import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { resizeBilinear } from './resize.ts';

interface Case {
  shape: [number, number];
  height: number;
  width: number;
  plane: number[];
  tensorflow: { sampled: number[]; antialiased: number[] };
  pillow: number[];
}
const golden: { versions: Record<string, string>; cases: Case[] } = JSON.parse(
  readFileSync(new URL('../../golden/augmentation/resize.json', import.meta.url), 'utf8'),
);
const { tensorflow, pillow } = golden.versions;

describe('resizeBilinear', () => {
  it.each(golden.cases)('$shape to $height × $width equals TensorFlow and Pillow', (c) => {
    const size = { height: c.shape[0], width: c.shape[1] };
    const resize = (antialias: boolean) =>
      resizeBilinear(c.plane, size, { height: c.height, width: c.width, antialias });
    // The references compute in float32; values lie in [0, 1].
    const claim = { package: 'dsp', path: 'float64', measure: 'absolute', tolerance: 5e-7 } as const;
    expectParity(resize(false), c.tensorflow.sampled, {
      ...claim,
      // Without antialiasing TensorFlow rounds the source positions, up to 64 here, to float32 too.
      tolerance: 4e-6,
      name: 'toImage, antialias: false',
      reference: `tensorflow ${tensorflow} image.resize(antialias=False)`,
    });
    expectParity(resize(true), c.tensorflow.antialiased, {
      ...claim,
      name: 'toImage, antialias: true',
      reference: `tensorflow ${tensorflow} image.resize(antialias=True)`,
    });
    expectParity(resize(true), c.pillow, {
      ...claim,
      name: 'toImage, antialias: true',
      reference: `Pillow ${pillow} resize(BILINEAR), mode F`,
    });
  });

  it('keeps a constant plane and the range of values', () => {
    const flat = resizeBilinear(new Float32Array(35).fill(0.3), { height: 5, width: 7 }, { height: 17, width: 3 });
    for (const value of flat) expect(value).toBeCloseTo(Math.fround(0.3), 15);
  });
});
