import { describe, expect, test } from 'vitest';
import { noise } from '../../testing/audio-golden.ts';
import { expectCode } from '../../testing/expect-code.ts';
import { decodeWav } from './decode-wav.ts';
import { type EncodeWavOptions, encodeWav } from './encode-wav.ts';

const depths = [8, 16, 24, 32, '32f', '64f'] as const satisfies EncodeWavOptions['bitDepth'][];

describe('encodeWav', () => {
  test.each(depths)('decoding %s and encoding it again gives the same bytes', (bitDepth) => {
    const channels = [noise(501, 1), noise(501, 2), noise(501, 3)].map((x) => Float64Array.from(x, (v) => v / 32768));
    const file = encodeWav({ channels, sampleRate: 44100 }, { bitDepth });
    const audio = decodeWav(file, { dtype: 'float64' });
    expect(audio.sampleRate).toBe(44100);
    const step = typeof bitDepth === 'number' ? 2 ** (1 - bitDepth) : bitDepth === '32f' ? 2 ** -24 : 0;
    audio.channels.forEach((channel, c) => {
      const worst = channel.reduce((w, x, i) => Math.max(w, Math.abs(x - channels[c]![i]!)), 0);
      // Half a step; 1 − 2⁻¹⁵ is more than 8 bits can hold.
      expect(worst).toBeLessThanOrEqual(bitDepth === 8 ? step : step / 2);
    });
    expect(encodeWav(audio, { bitDepth })).toEqual(file);
  });

  test('the bytes of a small file', () => {
    const file = encodeWav({ channels: [Float32Array.of(0, 0.5), Float32Array.of(-1, 1)], sampleRate: 22050 });
    expect(Buffer.from(file).toString('hex')).toBe(
      '524946462c00000057415645666d74201000000001000200' +
        '22560000885801000400100064617461080000000000008000' +
        '40ff7f',
    );
  });

  test('rounds half to even and clips', () => {
    const samples = Float64Array.of(0.5, 1.5, 2.5, -0.5, -1.5, -2.5, 0.4999, 1e9, -1e9).map((x) => x / 32768);
    const [decoded] = decodeWav(encodeWav({ channels: [samples], sampleRate: 8000 })).channels;
    expect([...decoded!].map((x) => x * 32768)).toEqual([0, 2, 2, 0, -2, -2, 0, 32767, -32768]);
  });

  test('an odd number of data bytes is padded and still decodes', () => {
    const file = encodeWav({ channels: [Float32Array.of(0.25)], sampleRate: 8000 }, { bitDepth: 24 });
    expect(file.length).toBe(48);
    expect(decodeWav(file).channels).toEqual([Float32Array.of(0.25)]);
  });

  test('an empty signal', () => {
    const file = encodeWav({ channels: [new Float32Array(0)], sampleRate: 8000 });
    expect(decodeWav(file)).toEqual({ channels: [new Float32Array(0)], sampleRate: 8000 });
  });

  test('refuses what a WAV file cannot hold', () => {
    const one = Float32Array.of(0);
    expectCode('invalid-signal', () => encodeWav({ channels: [], sampleRate: 8000 }));
    expectCode('invalid-signal', () => encodeWav({ channels: [one, new Float32Array(2)], sampleRate: 8000 }));
    expectCode('non-finite', () => encodeWav({ channels: [Float32Array.of(Number.NaN)], sampleRate: 8000 }));
    expectCode('non-finite', () =>
      encodeWav({ channels: [Float32Array.of(Infinity)], sampleRate: 8000 }, { bitDepth: '32f' }),
    );
    for (const sampleRate of [0, 1.5, -1, 2 ** 32, Number.NaN]) {
      expectCode('invalid-option', () => encodeWav({ channels: [one], sampleRate }));
    }
    expectCode('invalid-option', () => encodeWav({ channels: [one], sampleRate: 8000 }, { bitDepth: 12 as 16 }));
    expectCode('invalid-option', () => encodeWav({ channels: [one], sampleRate: 8000 }, { bitDepth: '16' as '32f' }));
    const long = { length: 2 ** 32 } as Float32Array;
    expectCode('unsupported-wav', () => encodeWav({ channels: [long], sampleRate: 8000 }));
  });
});
