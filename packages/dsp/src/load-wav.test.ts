import { describe, expect, test } from 'vitest';
import { expectParity } from '../../../tools/parity/expect-parity.ts';
import { audioGolden, bytesOf, float32Of, noise, snr } from '../testing/audio-golden.ts';
import { bytes, chunk, fmt, riff } from '../testing/build-wav.ts';
import { expectCode } from '../testing/expect-code.ts';
import { powerToDb } from './decibel/power-to-db.ts';
import { type LoadWavOptions, loadWav } from './load-wav.ts';
import { melSpectrogram } from './mel/mel-spectrogram.ts';
import { mfcc } from './mel/mfcc.ts';
import { toMono } from './to-mono.ts';
import { decodeWav } from './wav/decode-wav.ts';
import { encodeWav } from './wav/encode-wav.ts';

interface Golden {
  readonly files: Record<string, string>;
  readonly cases: {
    file: string;
    options: { sr?: number | null; mono?: boolean; offset?: number; duration?: number };
    sampleRate: number;
    shape: number[];
    result: string;
  }[];
  readonly chain: { logMel: string; mfcc: string; shape: number[] };
  readonly clip: string;
}
const golden = audioGolden<Golden>('load');

describe('against librosa.load', () => {
  test.each(golden.cases)('$file $options', ({ file, options: { sr, ...rest }, sampleRate, shape, result }) => {
    const expected = float32Of(result);
    const content = bytesOf(golden.files[file]!);
    const options: LoadWavOptions = { ...rest, ...(sr === undefined ? {} : { sampleRate: sr }) };
    for (const dtype of ['float32', 'float64'] as const) {
      const audio = loadWav(content, { ...options, dtype });
      expect(audio.sampleRate).toBe(sampleRate);
      const channels = 'channels' in audio ? audio.channels : [audio.samples];
      expect('channels' in audio).toBe(options.mono === false);
      expect(channels.length).toBe(shape.length === 2 ? shape[0] : 1);
      channels.forEach((channel, c) => {
        const wanted = expected.subarray(c * channel.length, (c + 1) * channel.length);
        expect(channel.length).toBe(shape.at(-1));
        if (wanted.length === 0) return;
        const isNative = decodeWav(content).sampleRate === sampleRate;
        expectParity(channel, wanted, {
          package: 'dsp',
          name: isNative ? 'loadWav (native rate)' : 'loadWav',
          reference: 'librosa 0.11.0 load',
          path: dtype,
          measure: 'relative',
          // float32 at the file's own rate to the bit.
          tolerance: isNative ? (dtype === 'float32' ? 0 : 1e-7) : 5e-5,
        });
        if (!isNative) expect(snr(channel, wanted)).toBeGreaterThan(100);
      });
    }
  });

  test('log-mel and MFCC of a clip of three seconds at 48 kHz', () => {
    const rough = noise(3 * 48000, 21);
    const voice = Int16Array.from({ length: 3 * 48000 }, (_, n) => {
      const t = n / 48000;
      const phase = 2 * Math.PI * (130 * t + 5 * Math.sin(2 * Math.PI * 1.3 * t));
      let sum = 0;
      for (let h = 1; h < 40; h++) sum += Math.sin(h * phase) / h;
      return Math.floor(sum * Math.min(1, Math.max(0, Math.sin(2 * Math.PI * 0.9 * t))) * 6000 + 0.5);
    });
    const check = new Int16Array(bytesOf(golden.clip).buffer);
    expect(voice.filter((_, n) => n % 4800 === 0)).toEqual(check);
    const samples = voice.map((x, n) => x + (rough[n]! >> 8));
    const file = riff([fmt(1, { rate: 48000 }), chunk('data', bytes(samples))]);
    const { samples: y } = loadWav(file);
    const exact = Float64Array.from(y);
    const logMel = powerToDb(melSpectrogram(exact, { sampleRate: 22050, nMels: 64 }), { ref: 'max' });
    expect(logMel.shape).toEqual(golden.chain.shape);
    const claim = { package: 'dsp', reference: 'librosa 0.11.0', path: 'float32 load', measure: 'absolute' } as const;
    const cepstrum = mfcc(exact, { sampleRate: 22050, nMfcc: 13 });
    for (const [name, actual, expected, tolerance] of [
      ['log-mel, dB', logMel.data, float32Of(golden.chain.logMel), 1e-3],
      ['MFCC', cepstrum.data, float32Of(golden.chain.mfcc), 1e-3],
    ] as const) {
      expectParity(actual, expected, { ...claim, name: `load → ${name}`, tolerance });
    }
  });
});

describe('loadWav', () => {
  test('an option left undefined means its default', () => {
    const content = bytesOf(golden.files.stereo!);
    const options = {
      sampleRate: undefined,
      mono: undefined,
      offset: undefined,
      duration: undefined,
      dtype: undefined,
    };
    expect(loadWav(content, options)).toEqual(loadWav(content));
  });

  test('every bit depth takes the same way through the resampler', () => {
    const samples = Float64Array.from(noise(9000, 5), (x) => x / 65536);
    const [a, b] = [16, '32f'] as const;
    const file = encodeWav({ channels: [samples, samples], sampleRate: 48000 }, { bitDepth: a });
    const same = encodeWav({ channels: decodeWav(file).channels, sampleRate: 48000 }, { bitDepth: b });
    expect(loadWav(same)).toEqual(loadWav(file));
    expect(loadWav(same, { mono: false }).channels[1]).toEqual(loadWav(file).samples);
  });

  test('mixes stored samples to the bit as decoded channels are mixed', () => {
    const channels = [noise(500, 5), noise(500, 6), noise(500, 7)].map((y) => Float64Array.from(y, (x) => x / 40000.3));
    for (const bitDepth of [8, 16, 24, 32, '32f', '64f'] as const) {
      const file = encodeWav({ channels, sampleRate: 48000 }, { bitDepth });
      for (const dtype of ['float32', 'float64'] as const) {
        const mixed = toMono(decodeWav(file, { dtype } as { dtype: 'float32' }).channels);
        expect(loadWav(file, { dtype, sampleRate: null } as { dtype: 'float32' }).samples).toEqual(mixed);
      }
    }
  });

  test('float files with NaN are refused, unless they are kept and not resampled', () => {
    const file = riff([fmt(3, { bits: 32 }), chunk('data', bytes(Float32Array.of(0.5, Number.NaN)))]);
    expectCode('non-finite', () => loadWav(file));
    expectCode('non-finite', () => loadWav(file, { nonFinite: 'keep' }));
    expect(loadWav(file, { nonFinite: 'keep', sampleRate: null }).samples).toEqual(Float32Array.of(0.5, Number.NaN));
  });

  test('sample rates must be possible', () => {
    const content = bytesOf(golden.files.mono!);
    for (const sampleRate of [0, -1, Number.NaN]) expectCode('invalid-option', () => loadWav(content, { sampleRate }));
  });
});

describe('toMono', () => {
  test('is the mean, in the precision of the input, and a copy', () => {
    const one = Float32Array.of(0.1, 0.2);
    const mono = toMono([one]);
    expect(mono).toEqual(one);
    expect(mono).not.toBe(one);
    expect(toMono([Float64Array.of(1, 0), Float64Array.of(0, 0.5), Float64Array.of(0.5, 0.25)])).toEqual(
      Float64Array.of(0.5, 0.25),
    );
  });

  test('refuses channels that do not match', () => {
    expectCode('invalid-signal', () => toMono([]));
    expectCode('invalid-signal', () => toMono([new Float32Array(2), new Float32Array(3)]));
  });
});
