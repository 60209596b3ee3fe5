import { describe, expect, it } from 'vitest';
import { energy, syllables, whiteNoise } from '../../testing/syllables.ts';
import { addBackgroundNoise } from '../augment/add-background-noise.ts';
import type { Matrix } from '../matrix.ts';
import { istft } from '../stft/istft.ts';
import { stft } from '../stft/stft.ts';
import type { ReduceNoiseOptions } from './options.ts';
import { noiseReductionMask, reduceNoise } from './reduce-noise.ts';

const sampleRate = 22050;
const clean = syllables(1.6);
const recording = whiteNoise(22050, 1, 99);
/** Energy of a over energy of b in dB; infinite where there is nothing at all. */
const decibels = (a: ArrayLike<number>, b: ArrayLike<number>) =>
  energy(b) === 0 ? Number.POSITIVE_INFINITY : 10 * Math.log10(energy(a) / energy(b));

/** Every method with every source of the noise that it takes. */
const methods: [string, ReduceNoiseOptions][] = [
  ['berouti, quantile', { sampleRate }],
  ['berouti, tracked', { sampleRate, noise: 'tracked' }],
  ['berouti, recording', { sampleRate, noise: recording }],
  ['berouti, leading', { sampleRate, noise: { leading: 0.1 } }],
  ['boll, quantile', { sampleRate, rule: 'boll' }],
  ['boll, recording', { sampleRate, rule: 'boll', noise: recording }],
  ['gate, quantile', { sampleRate, method: 'spectral-gating' }],
  ['gate, tracked', { sampleRate, method: 'spectral-gating', noise: 'tracked' }],
  ['gate, recording', { sampleRate, method: 'spectral-gating', noise: recording }],
  ['gate, averaged', { sampleRate, method: 'spectral-gating', smoothing: 'average' }],
  ['adaptive gate', { sampleRate, method: 'spectral-gating', stationary: false }],
];

/** The same gains on speech and noise apart: what they do to either is exact, since gains are linear. */
function apply(mask: Matrix<Float64Array>, samples: Float64Array): Float64Array {
  const nFft = 2 * (mask.shape[0]! - 1);
  const { re, im } = stft(samples, { nFft });
  mask.data.forEach((gain, i) => {
    re.data[i]! *= gain;
    im.data[i]! *= gain;
  });
  return istft({ re, im }, { nFft, length: samples.length });
}

describe.each(methods)('reduceNoise: %s', (_, options) => {
  it('keeps silence silent', () => {
    expect(reduceNoise(new Float32Array(30000), options).every((v) => v === 0)).toBe(true);
  });

  it('keeps length, precision and input, and stays finite on any clip', () => {
    for (const length of [0, 1, 100, 1023, 1024, 5001]) {
      if ('noise' in options && typeof options.noise === 'object' && 'leading' in options.noise && length < 3000)
        continue;
      const clip = Float32Array.from(whiteNoise(length, 0.1, length));
      const before = clip.slice();
      const out = reduceNoise(clip, options);
      expect(out).toBeInstanceOf(Float32Array);
      expect(out.length).toBe(length);
      expect(out.every(Number.isFinite)).toBe(true);
      expect(clip).toEqual(before);
    }
    const impulse = new Float64Array(20000);
    impulse[9000] = 1;
    expect(reduceNoise(impulse, options).every(Number.isFinite)).toBe(true);
  });

  it('returns the signal when nothing is to be reduced, the lowest frequencies too', () => {
    const hum = clean.map((v, n) => v + 0.2 * Math.sin((2 * Math.PI * 40 * n) / sampleRate) + 0.1);
    const out = reduceNoise(hum, { ...options, reduction: 0 });
    expect(
      decibels(
        hum,
        out.map((v, i) => v - hum[i]!),
      ),
    ).toBeGreaterThan(250);
  });

  it('has gains between 0 and 1, and is their product with the spectrogram', () => {
    const noisy = addBackgroundNoise(clean, { noise: recording, snrDb: 5 });
    const mask = noiseReductionMask(noisy, options);
    expect(mask.data.every((g) => g >= 0 && g <= 1)).toBe(true);
    const out = reduceNoise(noisy, options);
    expect(
      decibels(
        out,
        apply(mask, noisy).map((v, i) => v - out[i]!),
      ),
    ).toBeGreaterThan(200);
  });

  it.each([0, 5, 10, 15])('raises the ratio of speech to noise at %d dB', (snrDb) => {
    const noisy = addBackgroundNoise(clean, { noise: whiteNoise(clean.length, 1, 7), snrDb });
    // The recording of the noise must have the level of the noise.
    const level = Math.sqrt(energy(noisy.map((v, i) => v - clean[i]!)) / clean.length);
    const fitted = 'noise' in options && options.noise === recording;
    const mask = noiseReductionMask(noisy, fitted ? { ...options, noise: recording.map((v) => v * level) } : options);
    const speech = apply(mask, clean);
    const noise = apply(
      mask,
      noisy.map((v, i) => v - clean[i]!),
    );
    expect(decibels(speech, noise) - snrDb).toBeGreaterThan(3);
  });

  it('gives the same in float32, within its precision', () => {
    const noisy = addBackgroundNoise(clean, { noise: whiteNoise(clean.length, 1, 7), snrDb: 10 });
    const double = reduceNoise(noisy, options);
    const single = reduceNoise(Float32Array.from(noisy), options);
    // A hard threshold may fall on either side for a bin exactly at it.
    expect(
      decibels(
        double,
        double.map((v, i) => v - single[i]!),
      ),
    ).toBeGreaterThan(50);
  });
});

describe('reduceNoise by spectral subtraction', () => {
  const noise = whiteNoise(60000, 0.05, 3);

  it('brings noise alone down to the floor: 20 dB for β = 0.01', () => {
    const reduced = (floor: number) =>
      decibels(noise, reduceNoise(noise, { sampleRate, noise: whiteNoise(60000, 0.05, 4), overSubtraction: 6, floor }));
    expect(reduced(0.01)).toBeGreaterThan(17);
    expect(reduced(0.01)).toBeLessThan(22);
    expect(reduced(0.001)).toBeGreaterThan(24);
  });

  it('changes nothing at α = 0, and takes more off the larger α is', () => {
    const noisy = addBackgroundNoise(clean, { noise, snrDb: 5 });
    const left = [0, 0.5, 1, 2, 4, 8].map((overSubtraction) => {
      const out = reduceNoise(noisy, { sampleRate, overSubtraction });
      if (overSubtraction === 0)
        expect(
          decibels(
            noisy,
            out.map((v, i) => v - noisy[i]!),
          ),
        ).toBeGreaterThan(250);
      return energy(out);
    });
    for (let i = 1; i < left.length; i++) expect(left[i]).toBeLessThan(left[i - 1]!);
  });

  it('keeps a clear tone within 1 dB', () => {
    const tone = Float64Array.from({ length: 44100 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * 700 * n) / sampleRate));
    const quiet = whiteNoise(44100, 0.003, 5);
    for (const options of methods.map(([, o]) => o)) {
      if (!('noise' in options) || options.noise !== recording) continue;
      const out = reduceNoise(
        tone.map((v, i) => v + quiet[i]!),
        { ...options, noise: whiteNoise(22050, 0.003, 6) },
      );
      expect(Math.abs(decibels(out.subarray(4000, 40000), tone.subarray(4000, 40000)))).toBeLessThan(1);
    }
  });

  it('subtracts α times the noise power, floored at β times it and never above what was there', () => {
    // One noise frame, known exactly: |N|² of its bins.
    const frame = whiteNoise(1024, 0.1, 8);
    const power = stft(frame, { nFft: 1024, center: false });
    const noisy = whiteNoise(8000, 0.12, 9);
    const mask = noiseReductionMask(noisy, { sampleRate, noise: frame, overSubtraction: 3, floor: 0.2 });
    const { re, im } = stft(noisy, { nFft: 1024 });
    for (let i = 0; i < mask.data.length; i += 13) {
      const k = Math.floor(i / mask.shape[1]!);
      const n2 = power.re.data[k]! ** 2 + power.im.data[k]! ** 2;
      const x2 = re.data[i]! ** 2 + im.data[i]! ** 2;
      expect(mask.data[i]! ** 2 * x2).toBeCloseTo(Math.min(x2, Math.max(x2 - 3 * n2, 0.2 * n2)), 9);
    }
  });
});

describe('reduceNoise by the rule of Boll', () => {
  it('subtracts the mean magnitude of the noise from the average of three half-overlapping frames', () => {
    // One noise frame: its mean is its magnitude, and it exceeds that nowhere.
    const frame = whiteNoise(1024, 0.1, 8);
    const power = stft(frame, { nFft: 1024, center: false });
    const noisy = whiteNoise(8000, 0.3, 9);
    const mask = noiseReductionMask(noisy, { sampleRate, rule: 'boll', noise: frame });
    const { re, im } = stft(noisy, { nFft: 1024 });
    const frames = mask.shape[1]!;
    for (let i = 0; i < mask.data.length; i += 13) {
      const [k, t] = [Math.floor(i / frames), i % frames];
      const magnitude = (at: number) => Math.hypot(re.get(k, at), im.get(k, at));
      const average = (magnitude(Math.max(0, t - 2)) + magnitude(t) + magnitude(Math.min(frames - 1, t + 2))) / 3;
      const left = Math.max(0, average - Math.hypot(power.re.data[k]!, power.im.data[k]!));
      expect(mask.data[i]! * magnitude(t)).toBeCloseTo(Math.min(magnitude(t), left), 9);
    }
  });

  it('attenuates pauses by 30 dB', () => {
    const pause = whiteNoise(22050, 0.01, 21);
    const mask = noiseReductionMask(pause, { sampleRate, rule: 'boll', noise: whiteNoise(44100, 0.01, 22) });
    const paused = mask.data.filter((gain) => gain === 10 ** (-30 / 20)).length;
    expect(paused / mask.data.length).toBeGreaterThan(0.9);
  });
});

describe('noise that is estimated', () => {
  it('is not taken from digital silence around the clip', () => {
    const noisy = addBackgroundNoise(clean, { noise: recording, snrDb: 10 });
    const padded = new Float64Array(noisy.length + 44100);
    padded.set(noisy, 20000);
    const inside = reduceNoise(padded, { sampleRate }).subarray(22000, 20000 + noisy.length - 2000);
    const alone = reduceNoise(noisy, { sampleRate }).subarray(2000, noisy.length - 2000);
    expect(
      decibels(
        alone,
        alone.map((v, i) => v - inside[i]!),
      ),
    ).toBeGreaterThan(20);
  });

  it('follows a noise that changes when tracked, better than when taken as constant', () => {
    const swelling = whiteNoise(clean.length, 1, 12).map((v, n) => v * (1 + 0.9 * Math.sin(n / 5512)));
    const noisy = addBackgroundNoise(clean, { noise: swelling, snrDb: 5 });
    const gainOf = (noise: 'quantile' | 'tracked') => {
      const mask = noiseReductionMask(noisy, { sampleRate, noise });
      return decibels(
        apply(mask, clean),
        apply(
          mask,
          noisy.map((v, i) => v - clean[i]!),
        ),
      );
    };
    expect(gainOf('tracked')).toBeGreaterThan(gainOf('quantile') + 2);
  });
});

describe('spectral gating', () => {
  it('keeps speech that plain averaging of the mask takes away', () => {
    const noisy = addBackgroundNoise(clean, { noise: recording, snrDb: 10 });
    const distortion = (smoothing: 'support' | 'average') => {
      const mask = noiseReductionMask(noisy, { sampleRate, method: 'spectral-gating', smoothing });
      return decibels(
        clean,
        apply(mask, clean).map((v, i) => v - clean[i]!),
      );
    };
    expect(distortion('support')).toBeGreaterThan(distortion('average') + 6);
  });

  it('closes bins that noise opened by chance: they have no support', () => {
    const pause = whiteNoise(44100, 0.05, 31);
    const passed = (smoothing: 'support' | 'average') =>
      decibels(
        pause,
        reduceNoise(pause, { sampleRate, method: 'spectral-gating', noise: whiteNoise(44100, 0.05, 32), smoothing }),
      );
    expect(passed('support')).toBeGreaterThan(20);
    expect(passed('average')).toBeGreaterThan(20);
  });

  it('opens less the higher the threshold', () => {
    const noisy = addBackgroundNoise(clean, { noise: recording, snrDb: 5 });
    for (const stationary of [true, false] as const) {
      const passed = [0.5, 1.5, 3].map((threshold) =>
        energy(
          reduceNoise(noisy, { sampleRate, method: 'spectral-gating', stationary, threshold } as ReduceNoiseOptions),
        ),
      );
      expect(passed[0]).toBeGreaterThan(passed[1]!);
      expect(passed[1]).toBeGreaterThan(passed[2]!);
    }
  });
});
