import { expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { expectGolden, goldenCases, signals } from '../../testing/golden.ts';
import { betaCdf } from './beta-distribution.ts';
import { pyin } from './pyin.ts';

const speech = { fMin: 65, fMax: 500 };

test('pyin equals librosa', () => {
  const parts = ['f0', 'voicedFlag', 'voicedProb'] as const;
  const cases = parts.map((part) => goldenCases('voice', `pyin.${part}`));
  for (const [i, { source, options }] of cases[0]!.entries()) {
    const track = pyin(signals[source]!, options);
    for (const [p, part] of parts.entries()) {
      const claim = { name: `pyin ${part}`, reference: 'librosa 0.11.0 pyin', measure: 'relative' } as const;
      expectGolden(Float64Array.from(track[part]), cases[p]![i]!.result, { ...claim, tolerance: 1e-8 });
    }
  }
});

test('tells a tone from silence and noise, in either precision', () => {
  const rate = 16000;
  const samples = Float32Array.from({ length: 3 * rate }, (_, n) =>
    n < rate ? 0 : n < 2 * rate ? 0.5 * Math.sin((2 * Math.PI * 210 * n) / rate) : 0.1 * signals.noise![n % 12000]!,
  );
  const { f0, voicedFlag, voicedProb } = pyin(samples, { ...speech, sampleRate: rate });
  expect(f0).toBeInstanceOf(Float32Array);
  const second = rate / 512;
  for (let t = 0; t < f0.length; t++) {
    const isTone = t > second + 3 && t < 2 * second - 3;
    const isElse = t < second - 3 || t > 2 * second + 3;
    if (isTone) expect(Math.abs(12 * Math.log2(f0[t]! / 210))).toBeLessThan(0.2);
    if (isTone) expect(voicedProb[t]).toBeGreaterThan(0.9);
    if (isElse) expect([f0[t], voicedFlag[t]]).toEqual([Number.NaN, 0]);
  }
});

test('the beta distribution that weighs its thresholds is the known one', () => {
  // I_x(1, b) = 1 − (1 − x)^b, I_x(2, 2) = 3x² − 2x³, and the mirror of each.
  for (const x of [0.01, 0.2, 0.5, 0.77, 0.99]) {
    expect(betaCdf(x, 1, 7.5)).toBeCloseTo(1 - (1 - x) ** 7.5, 13);
    expect(betaCdf(x, 2, 2)).toBeCloseTo(3 * x * x - 2 * x ** 3, 13);
    expect(betaCdf(x, 3, 18) + betaCdf(1 - x, 18, 3)).toBeCloseTo(1, 13);
  }
  expect([betaCdf(0, 2, 18), betaCdf(1, 2, 18)]).toEqual([0, 1]);
});

test('refuses options that no track can be found with', () => {
  const samples = signals.speech!;
  for (const options of [
    { nThresholds: 0 },
    { betaParameters: [0, 1] as const },
    { boltzmannParameter: 0 },
    { resolution: 1 },
    { switchProb: 1.5 },
    { noTroughProb: -1 },
    { maxTransitionRate: -1 },
    { maxTransitionRate: 1000 },
    { fMax: 20 },
  ]) {
    expectCode('invalid-option', () => pyin(samples, { ...speech, ...options }));
  }
  expectCode('non-finite', () => pyin(Float64Array.of(Number.POSITIVE_INFINITY), speech));
});
