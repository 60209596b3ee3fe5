import { describe, expect, test } from 'vitest';
import { recordParity } from '../../../../tools/parity/expect-parity.ts';
import { audioGolden, bytesOf, float32Of, float64Of } from '../../testing/audio-golden.ts';
import { bytes, chunk, fmt, riff, u16, u32 } from '../../testing/build-wav.ts';
import { expectCode } from '../../testing/expect-code.ts';
import type { Signal } from '../signal.ts';
import { decodeWav } from './decode-wav.ts';

interface GoldenFile {
  readonly title: string;
  readonly file: string;
  readonly sampleRate: number;
  readonly channels: number;
  readonly float32: string;
  readonly float64: string;
}

const { cases } = audioGolden<{ cases: GoldenFile[] }>('files');
const bitsOf = (channels: readonly Signal[]): Uint8Array =>
  Uint8Array.from(channels.flatMap((c) => [...new Uint8Array(c.buffer, c.byteOffset, c.byteLength)]));

const ints = Int16Array.of(0, 1, -1, 32767, -32768, 1000);
const s16 = bytes(ints);
const asFloats = Float32Array.from(ints, (x) => x / 32768);

describe('against soundfile.read, bit for bit', () => {
  test.each(cases)('$title', ({ file, sampleRate, channels, float32, float64 }) => {
    for (const [dtype, expected] of [
      ['float32', float32Of(float32)],
      ['float64', float64Of(float64)],
    ] as const) {
      const audio = decodeWav(bytesOf(file), { dtype });
      expect(audio.sampleRate).toBe(sampleRate);
      expect(audio.channels.length).toBe(channels);
      const difference = Buffer.compare(bitsOf(audio.channels), bitsOf([expected])) === 0 ? 0 : 1;
      recordParity({
        package: 'dsp',
        name: 'decodeWav',
        reference: 'soundfile 0.14.0 (libsndfile 1.2.2) read',
        path: dtype,
        measure: 'absolute',
        tolerance: 0,
        difference,
      });
      expect(audio.channels.flatMap((c) => [...c])).toEqual([...expected]);
      expect(difference).toBe(0);
    }
  });

  test('wherever the bytes lie', () => {
    for (const { file } of cases) {
      const content = bytesOf(file);
      const expected = decodeWav(content);
      for (let offset = 0; offset < 9; offset++) {
        const room = Buffer.alloc(content.length + 20, 0x55);
        room.set(content, offset);
        expect(decodeWav(room.subarray(offset, offset + content.length))).toEqual(expected);
      }
    }
  });

  test('every part alone', () => {
    for (const { file, sampleRate } of cases) {
      const content = bytesOf(file);
      const whole = decodeWav(content).channels;
      const frames = whole[0]!.length;
      for (let first = 0; first <= frames; first += 2) {
        for (const count of [0, 1, 2, frames]) {
          // Half a frame more: it must be cut off, not rounded.
          const options = { offset: (first + 0.5) / sampleRate, duration: (count + 0.9) / sampleRate };
          const part = decodeWav(content, options).channels;
          expect(part).toEqual(whole.map((channel) => channel.slice(first, first + count)));
        }
      }
    }
  });
});

describe('files that libsndfile refuses and that can be read', () => {
  test.each([
    ['data before fmt', riff([chunk('data', s16), fmt(1)])],
    [
      'odd chunk without its pad byte',
      riff([fmt(1), chunk('LIST', [...Buffer.from('INFO1')], { pad: false }), chunk('data', s16)]),
    ],
    ['a second fmt chunk', riff([fmt(1), fmt(1, { channels: 2 }), chunk('data', s16)])],
    ['a second data chunk', riff([fmt(1), chunk('data', s16), chunk('data', [9, 9])])],
    ['RIFF size 0 and data size 0', riff([fmt(1), [...chunk('data', s16, { size: 0 })]], { size: 0 })],
    [
      'BW64',
      riff(
        [
          chunk('ds64', [...u32(0), ...u32(0), ...u32(s16.length), ...u32(0), ...new Array(12).fill(0)]),
          fmt(1),
          chunk('data', s16, { size: 0xffffffff }),
        ],
        { id: 'BW64', size: 0xffffffff },
      ),
    ],
    ['RF64 without ds64', riff([fmt(1), chunk('data', s16, { size: 0xffffffff })], { id: 'RF64', size: 0xffffffff })],
  ])('%s', (_, file) => {
    expect(decodeWav(file).channels).toEqual([asFloats]);
  });

  test('RF64 sizes count where the chunk says so', () => {
    const ds64 = chunk('ds64', [...u32(0), ...u32(0), ...u32(4), ...u32(0), ...new Array(12).fill(0)]);
    const file = riff([ds64, fmt(1), chunk('data', s16, { size: 0xffffffff })], { id: 'RF64', size: 0xffffffff });
    expect(decodeWav(file).channels).toEqual([asFloats.slice(0, 2)]);
  });
});

describe('refusals', () => {
  const data = chunk('data', s16);
  test.each<[string, string, Uint8Array]>([
    ['invalid-wav', 'nothing', new Uint8Array(0)],
    ['invalid-wav', 'too short for a header', Uint8Array.from(Buffer.from('RIFF'))],
    ['invalid-wav', 'text', Uint8Array.from(Buffer.from('this is not a WAV file at all'))],
    ['invalid-wav', 'RIFF of another kind', Uint8Array.from(Buffer.from('RIFF\x10\0\0\0AVI LIST....'))],
    ['invalid-wav', 'no fmt', riff([data])],
    ['invalid-wav', 'no data', riff([fmt(1)])],
    ['invalid-wav', 'cut within fmt', riff([fmt(1), data]).subarray(0, 30)],
    ['invalid-wav', 'short fmt', riff([chunk('fmt ', [1, 0, 1, 0]), data])],
    ['invalid-wav', 'no channel', riff([fmt(1, { channels: 0 }), data])],
    ['invalid-wav', 'too many channels', riff([fmt(1, { channels: 1025 }), data])],
    ['invalid-wav', 'sample rate 0', riff([fmt(1, { rate: 0 }), data])],
    ['invalid-wav', '0 bits', riff([fmt(1, { bits: 0 }), data])],
    ['invalid-wav', '40 bits', riff([fmt(1, { bits: 40 }), data])],
    ['invalid-wav', '16-bit float', riff([fmt(3, { bits: 16 }), data])],
    ['invalid-wav', 'EXTENSIBLE without its extension', riff([fmt(0xfffe), data])],
    [
      'unsupported-wav',
      'EXTENSIBLE with a private sub-format',
      riff([fmt(0xfffe, { extra: [...u16(22), ...new Array(22).fill(7)] }), data]),
    ],
    ['unsupported-wav', 'ADPCM', riff([fmt(2, { bits: 4 }), data])],
    ['unsupported-wav', 'MP3 in WAV', riff([fmt(0x55), data])],
    ['unsupported-wav', 'FLAC', Uint8Array.from(Buffer.from('fLaC\0\0\0\x22aaaaaaaaaaaa'))],
    ['unsupported-wav', 'Ogg', Uint8Array.from(Buffer.from('OggS\0\0\0\x22aaaaaaaaaaaa'))],
    ['unsupported-wav', 'AIFF', Uint8Array.from(Buffer.from('FORM\0\0\0\x22AIFFaaaaaaaa'))],
    [
      'unsupported-wav',
      'Wave64',
      Uint8Array.from(Buffer.from('riff\x2e\x91\xcf\x11\xa5\xd6\x28\xdbaaaaaaaa', 'latin1')),
    ],
  ])('%s: %s', (code, _, file) => {
    expectCode(code as 'invalid-wav', () => decodeWav(file));
  });

  test('names the codec and what to do', () => {
    expect(() => decodeWav(riff([fmt(2, { bits: 4 }), data]))).toThrow(/Microsoft ADPCM \(format 0x0002\).*ffmpeg/);
    expect(() => decodeWav(Uint8Array.from(Buffer.from('fLaC\0\0\0\x22aaaaaaaaaaaa')))).toThrow(/received FLAC/);
  });

  test('only bytes are taken', () => {
    const file = riff([fmt(1), data]);
    expectCode('invalid-wav', () => decodeWav(file.buffer as unknown as Uint8Array));
    expectCode('invalid-wav', () => decodeWav('clip.wav' as unknown as Uint8Array));
  });

  test('parts outside the file', () => {
    const file = riff([fmt(1), data]);
    expectCode('invalid-option', () => decodeWav(file, { offset: -0.1 }));
    expectCode('invalid-option', () => decodeWav(file, { offset: Number.NaN }));
    expectCode('invalid-option', () => decodeWav(file, { duration: -1 }));
    expectCode('invalid-option', () => decodeWav(file, { offset: 7 / 8000 }));
    expect(decodeWav(file, { offset: 6 / 8000 }).channels[0]!.length).toBe(0);
    expect(decodeWav(file, { duration: Number.POSITIVE_INFINITY }).channels).toEqual([asFloats]);
  });
});

describe('samples that are not finite', () => {
  const floats = Float32Array.of(0.5, 0.25, Number.NaN, Number.NEGATIVE_INFINITY);
  const file = riff([fmt(3, { bits: 32, channels: 2 }), chunk('data', bytes(floats))]);

  test('are refused with their place, or kept if asked for', () => {
    expectCode('non-finite', () => decodeWav(file));
    expect(() => decodeWav(file)).toThrow(/channel 0 of the WAV file .* sample 1 is NaN/);
    expect(decodeWav(file, { nonFinite: 'keep' }).channels).toEqual([
      Float32Array.of(0.5, Number.NaN),
      Float32Array.of(0.25, Number.NEGATIVE_INFINITY),
    ]);
  });

  test('do not matter outside the part that is decoded', () => {
    expect(decodeWav(file, { duration: 1 / 8000 }).channels).toEqual([Float32Array.of(0.5), Float32Array.of(0.25)]);
  });

  test('doubles that float32 cannot hold count as infinite', () => {
    const wide = riff([fmt(3, { bits: 64 }), chunk('data', bytes(Float64Array.of(1e300)))]);
    expectCode('non-finite', () => decodeWav(wide));
    expect(decodeWav(wide, { dtype: 'float64' }).channels[0]![0]).toBe(1e300);
  });
});
