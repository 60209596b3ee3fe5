import ndarray from 'ndarray';
import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../tools/parity/expect-parity.ts';
import { goldenSignals, readGolden, snrDb } from '../../testing/golden-signals.ts';
import { DspError } from '../errors.ts';
import { createNormal } from '../normal.ts';
import { createRandom } from '../random.ts';
import { istft } from '../stft/istft.ts';
import { stft } from '../stft/stft.ts';
import { phaseVocoder } from './phase-vocoder.ts';
import { timeStretch } from './time-stretch.ts';

const golden = readGolden<{
  versions: { librosa: string };
  cases: { signal: string; arguments: { rate: number }; length: number; stride: number; values: number[] }[];
}>('time-stretch');
const signals = goldenSignals();

describe('phaseVocoder', () => {
  const plain = golden.cases.filter((c) => Object.keys(c.arguments).length === 1);
  it.each(plain)('between stft and istft gives the numbers of librosa: $signal, $arguments', (c) => {
    const stretched = phaseVocoder(stft(signals[c.signal]!), c.arguments);
    const out = istft(stretched, { length: c.length });
    expectParity(
      Float64Array.from(c.values, (_, i) => out[i * c.stride]!),
      c.values,
      {
        package: 'dsp',
        name: 'phaseVocoder',
        reference: `librosa ${golden.versions.librosa} phase_vocoder`,
        path: 'float64',
        measure: 'relative',
        tolerance: 1e-8,
      },
    );
  });

  // Long enough for several chunks of the kernel, whose seams must not show.
  const normal = createNormal(createRandom(5));
  const long = Float64Array.from({ length: 300_000 }, () => 0.1 * normal());
  it.each([0.61, 1, 1.37, 6.5])('equals timeStretch, which works without a spectrogram, at rate %d', (rate) => {
    const fast = timeStretch(long, { rate });
    const plainPath = istft(phaseVocoder(stft(long), { rate }), { length: fast.length });
    expect(snrDb(fast, plainPath)).toBeGreaterThan(200);
    expect(snrDb(timeStretch(Float32Array.from(long), { rate }), plainPath)).toBeGreaterThan(100);
  });

  it('stretches the number of frames, reads views and refuses bad input', () => {
    const matrix = (rows: number, columns: number) =>
      ndarray(new Float32Array(rows * columns).fill(1), [rows, columns]);
    const { re, im } = phaseVocoder({ re: matrix(3, 10), im: matrix(3, 10) }, { rate: 0.75 });
    expect([re.shape, im.shape]).toEqual([
      [3, 14],
      [3, 14],
    ]);
    const turned = phaseVocoder(
      { re: matrix(10, 3).transpose(1, 0), im: matrix(10, 3).transpose(1, 0) },
      { rate: 0.75 },
    );
    expect(turned.re.data).toEqual(re.data);
    expect(() => phaseVocoder({ re: matrix(3, 10), im: matrix(3, 10) }, { rate: 0 })).toThrow(DspError);
    expect(() => phaseVocoder({ re: matrix(3, 10), im: matrix(3, 9) }, { rate: 1 })).toThrow(DspError);
  });
});
