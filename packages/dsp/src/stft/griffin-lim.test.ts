import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { asMatrix } from '../matrix.ts';
import { griffinLim } from './griffin-lim.ts';
import { spectrogram } from './spectrogram.ts';
import { stft } from './stft.ts';

test.each(goldenCases('rhythm', 'griffinLim'))('griffinLim equals librosa: $title', ({ source, options, result }) => {
  const { nIter: _, momentum: __, init: ___, seed: ____, length: _____, ...frames } = options;
  const { re, im } = stft(signals[source]!.subarray(0, 8000), frames);
  const magnitudes = asMatrix(
    re.data.map((x, i) => Math.hypot(x, im.data[i]!)),
    ...re.shape,
  );
  const claim = { name: 'griffinLim', reference: 'librosa 0.11.0 griffinlim', measure: 'relative' } as const;
  expectGolden(griffinLim(magnitudes, options), result, { ...claim, tolerance: 1e-8 });
});

test('makes sound of magnitudes, in float32 too', () => {
  const samples = Float32Array.from(signals.music!.subarray(0, 4000));
  const frames = { nFft: 512, hopLength: 128 };
  const wanted = spectrogram(samples, frames);
  const sound = griffinLim(wanted, { ...frames, seed: 3, length: 4000 });
  expect(sound).toBeInstanceOf(Float32Array);
  const got = spectrogram(sound, frames).data;
  const energy = wanted.data.reduce((sum, x) => sum + x * x, 0);
  expect(wanted.data.reduce((sum, x, i) => sum + (x - got[i]!) ** 2, 0) / energy).toBeLessThan(0.02);
});

test('refuses what has no phase', () => {
  const magnitudes = spectrogram(signals.short!, { nFft: 256 });
  expect(() => griffinLim(magnitudes)).toThrow(/need a seed/);
  expectCode('invalid-option', () => griffinLim(magnitudes, { seed: 1, momentum: -1 }));
  expectCode('invalid-option', () => griffinLim(magnitudes, { seed: 1, nIter: -1 }));
  expectCode('invalid-option', () => griffinLim(magnitudes, { init: 'zeros' as 'random' }));
  expectCode('invalid-option', () => griffinLim(magnitudes, { seed: 1, length: 9000 }));
});
