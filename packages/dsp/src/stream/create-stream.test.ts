import { describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { signals } from '../../testing/golden.ts';
import { rms } from '../features/rms.ts';
import { spectralCentroid } from '../features/spectral-centroid.ts';
import type { Matrix } from '../matrix.ts';
import { melSpectrogram } from '../mel/mel-spectrogram.ts';
import { createRandom } from '../random.ts';
import type { Signal } from '../signal.ts';
import { spectrogram } from '../stft/spectrogram.ts';
import { createStream, type FrameFeature } from './create-stream.ts';

const features: { name: string; feature: FrameFeature<Signal, object> }[] = [
  { name: 'melSpectrogram', feature: melSpectrogram },
  { name: 'spectrogram', feature: spectrogram },
  { name: 'spectralCentroid', feature: spectralCentroid },
];
const settings = [
  {},
  { nFft: 512, hopLength: 160, sampleRate: 16000 },
  { nFft: 400, hopLength: 160, center: false },
  { nFft: 256, hopLength: 700 },
  { nFft: 401, hopLength: 100, center: true },
];

/** All frames of a stream, side by side. */
function join(parts: readonly Matrix[]): { shape: number[]; columns: number[][] } {
  const columns = parts.flatMap((part) =>
    Array.from({ length: part.shape[1] }, (_, t) => Array.from({ length: part.shape[0] }, (_, k) => part.get(k, t))),
  );
  return { shape: [parts.at(-1)!.shape[0], columns.length], columns };
}

describe.each(features)('a stream of $name', ({ feature }) => {
  test.each(settings)('equals the whole bit by bit, however it is cut: %j', (options) => {
    for (const samples of [signals.speech!.slice(0, 9000), Float32Array.from(signals.music!.subarray(0, 7001))]) {
      const whole = join([feature(samples, options)]);
      for (const seed of [1, 2]) {
        const random = createRandom(seed);
        const stream = createStream(feature, options);
        const parts: Matrix[] = [];
        for (let at = 0; at < samples.length; ) {
          const size = Math.floor(random() * (seed === 1 ? 90 : 4000));
          parts.push(stream.push(samples.slice(at, at + size)));
          at += size;
        }
        parts.push(stream.finish());
        expect(join(parts)).toEqual(whole);
      }
    }
  });
});

test('frames come as soon as their samples are there', () => {
  const stream = createStream(melSpectrogram, { nFft: 512, hopLength: 128, nMels: 8 });
  expect(stream.push(new Float32Array(255)).shape[1]).toBe(0);
  expect(stream.push(new Float32Array(1)).shape).toEqual([8, 1]);
  expect(stream.push(new Float32Array(256)).shape).toEqual([8, 2]);
  expect(stream.finish().shape).toEqual([8, 2]);
  expectCode('invalid-signal', () => stream.push(new Float32Array(1)));
});

test('refuses other paddings and precisions, and passes on what the feature refuses', () => {
  expectCode('invalid-option', () => createStream(melSpectrogram, { padMode: 'reflect' as 'constant' }));
  expectCode('invalid-option', () => createStream(melSpectrogram, { hopLength: 0 }));
  const stream = createStream<Signal, object>(melSpectrogram, {});
  stream.push(new Float32Array(10));
  expectCode('invalid-signal', () => stream.push(new Float64Array(10)));
  expectCode('non-finite', () => createStream(melSpectrogram, {}).push(new Float32Array(4096).fill(Number.NaN)));
  expectCode('invalid-signal', () => createStream(melSpectrogram, { center: false }).finish());
  expectCode('invalid-option', () => createStream(rms, { frameLength: 0 } as object).push(new Float32Array(4096)));
});
