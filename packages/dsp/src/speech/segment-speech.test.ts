import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { expectCode } from '../../testing/expect-code.ts';
import { backgrounds, type Scene, sceneRate, speechClips, speechScene } from '../../testing/speech-scenes.ts';
import { resample } from '../resample/resample.ts';
import type { Interval } from '../silence/non-silent-frames.ts';
import { segmentSpeech } from './segment-speech.ts';
import { createSpeechSegmenter } from './speech-segmenter.ts';

let clips: Float32Array[];
let scenes: Scene[];
beforeAll(async () => {
  clips = await speechClips();
  scenes = [1, 2, 3].map((seed) => speechScene(clips, { seed, count: 9 }));
});

/** Samples of `part` that lie in one of the intervals. */
const overlap = (part: Interval, found: readonly Interval[]): number =>
  found.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, part.end) - Math.max(start, part.start)), 0);
const share = (parts: readonly Interval[], found: readonly Interval[]): number =>
  parts.reduce((sum, part) => sum + overlap(part, found), 0) /
  parts.reduce((sum, { start, end }) => sum + end - start, 0);

describe('against the truth of joined clips', () => {
  test.each([8000, 16000, 22050, 48000])('at %i Hz', (sampleRate) => {
    const scores = { speech: [] as number[], noise: [] as number[], edges: [] as number[] };
    for (const { samples, speech, gaps } of scenes) {
      const found = segmentSpeech(resample(samples, { from: sceneRate, to: sampleRate }), { sampleRate }).map(
        ({ start, end }) => ({ start: (start / sampleRate) * sceneRate, end: (end / sampleRate) * sceneRate }),
      );
      scores.speech.push(share(speech, found));
      for (const kind of backgrounds) {
        const ofKind = gaps.filter((gap) => gap.kind === kind);
        expect(share(ofKind, found), kind).toBeLessThan(0.05);
      }
      scores.noise.push(share(gaps, found));
      for (const part of speech) {
        const own = found.filter((segment) => overlap(part, [segment]) > 0);
        expect(own.length).toBeGreaterThan(0);
        scores.edges.push(Math.abs(own[0]!.start - part.start), Math.abs(own.at(-1)!.end - part.end));
      }
    }
    const mean = (values: number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;
    expect(mean(scores.speech)).toBeGreaterThan(0.98);
    expect(mean(scores.noise)).toBeLessThan(0.05);
    const within = scores.edges.filter((edge) => edge <= 0.1 * sceneRate).length / scores.edges.length;
    expect(within).toBe(1);
  });
});

test.each([17, 18, 22])(
  'notes in front and behind are no part of speech, nor is noise that swells: scene %i',
  (seed) => {
    const kinds = ['melody', 'pink noise, -40 dB'] as const;
    const { samples, speech } = speechScene(clips, { seed, count: 2, kinds });
    const found = segmentSpeech(samples, { sampleRate: sceneRate });
    expect(found).toHaveLength(2);
    for (const [i, { start, end }] of speech.entries()) {
      expect(Math.abs(found[i]!.start - start)).toBeLessThan(0.1 * sceneRate);
      expect(Math.abs(found[i]!.end - end)).toBeLessThan(0.1 * sceneRate);
    }
  },
);

describe('segmentSpeech', () => {
  test('finds none in what is no speech', () => {
    const kinds = backgrounds.map((kind, i) => speechScene([], { seed: i + 1, count: 0, kinds: [kind] }));
    for (const { samples } of kinds) expect(segmentSpeech(samples, { sampleRate: sceneRate })).toEqual([]);
    for (const length of [0, 1, 100, 5000]) {
      expect(segmentSpeech(new Float32Array(length), { sampleRate: 16000 })).toEqual([]);
      expect(segmentSpeech(new Float64Array(length).fill(0.5), { sampleRate: 16000 })).toEqual([]);
    }
  });

  test('speech that fills the whole sound begins with it and ends with it', () => {
    const clip = clips[0]!;
    expect(segmentSpeech(clip, { sampleRate: sceneRate })).toEqual([{ start: 0, end: clip.length }]);
  });

  test('pieces of any length give the intervals of the whole', () => {
    const { samples } = scenes[0]!;
    const whole = segmentSpeech(samples, { sampleRate: sceneRate });
    expect(whole.length).toBeGreaterThan(5);
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 1, max: 200_000 }), { minLength: 1, maxLength: 40 }), (lengths) => {
        const segmenter = createSpeechSegmenter({ sampleRate: sceneRate });
        const found: Interval[] = [];
        for (let at = 0, i = 0; at < samples.length; i++) {
          const end = at + lengths[i % lengths.length]!;
          found.push(...segmenter.push(samples.subarray(at, end)));
          at = end;
        }
        expect([...found, ...segmenter.finish()]).toEqual(whole);
      }),
      { numRuns: 4 },
    );
  });

  test('reports a segment soon after its end, not at the end of the sound', () => {
    const segmenter = createSpeechSegmenter({ sampleRate: sceneRate });
    expect(segmenter.push(clips[1]!)).toEqual([]);
    expect(segmenter.push(new Float32Array(1.3 * sceneRate))).toHaveLength(1);
  });

  test('minSilence, minSpeech and padding act', () => {
    const pause = new Float32Array(0.8 * sceneRate);
    const samples = Float32Array.from([...pause, ...clips[0]!, ...pause, ...clips[4]!, ...pause]);
    const count = (options: object): number => segmentSpeech(samples, { sampleRate: sceneRate, ...options }).length;
    expect(count({})).toBe(2);
    expect(count({ minSilence: 1 })).toBe(1);
    expect(count({ minSpeech: 5 })).toBe(0);
    const [padded] = segmentSpeech(samples, { sampleRate: sceneRate, padding: 0.1 });
    const [plain] = segmentSpeech(samples, { sampleRate: sceneRate, padding: 0 });
    expect(padded!.start).toBe(plain!.start - 4800);
    expect(padded!.end).toBe(plain!.end + 4800);
  });

  test('probabilities of a network decide in place of the spectrum', () => {
    const samples = new Float32Array(100 * 512);
    const probabilities = Float32Array.from({ length: 100 }, (_, i) =>
      i >= 20 && i < 40 ? 0.9 : i === 70 ? 0.6 : 0.1,
    );
    const at = { sampleRate: 16000, probabilities, padding: 0 };
    expect(segmentSpeech(samples, at)).toEqual([{ start: 20 * 512, end: 40 * 512 }]);
    // Where energy finds nothing, what is shorter than an utterance counts for nothing.
    expect(segmentSpeech(samples, { ...at, minSpeech: 0.03 })).toHaveLength(1);
    const blink = probabilities.map((p, i) => (i >= 20 && i < 30 ? p : 0.1));
    expect(segmentSpeech(samples, { ...at, probabilities: blink })).toEqual([]);
    expect(segmentSpeech(samples, { ...at, threshold: 0.95 })).toEqual([]);
    // Speech goes on between the threshold and 0.15 below it.
    const wavering = probabilities.map((p, i) => (i >= 40 && i < 50 ? 0.4 : p));
    expect(segmentSpeech(samples, { ...at, probabilities: wavering })).toEqual([{ start: 20 * 512, end: 50 * 512 }]);
    const twice = { sampleRate: 32000, probabilityStep: 0.016 };
    const longer = probabilities.map((p, i) => (i >= 40 && i < 60 ? 0.9 : p));
    expect(segmentSpeech(samples, { ...at, ...twice, probabilities: longer })).toHaveLength(1);
  });

  test('a network says what is speech, energy where it begins and ends', () => {
    const pause = new Float32Array(sceneRate);
    const samples = Float32Array.from([...pause, ...clips[0]!, ...pause, ...clips[4]!, ...pause]);
    const energy = segmentSpeech(samples, { sampleRate: sceneRate, padding: 0 });
    expect(energy).toHaveLength(2);
    const steps = Math.ceil(samples.length / 1536);
    const within = ({ start, end }: Interval, late: number): Float32Array =>
      Float32Array.from({ length: steps }, (_, i) => (i * 1536 >= start && i * 1536 < end + late * sceneRate ? 1 : 0));
    const probabilities = within(energy[0]!, 0.25);
    expect(segmentSpeech(samples, { sampleRate: sceneRate, probabilities })).toEqual([energy[0]]);
  });

  test('refuses what cannot be', () => {
    const samples = new Float32Array(16000);
    for (const options of [
      { sampleRate: 4000 },
      { sampleRate: Number.NaN },
      { sampleRate: 16000, minSilence: -1 },
      { sampleRate: 16000, padding: Number.NaN },
      { sampleRate: 16000, probabilities: [0.5] },
      { sampleRate: 16000, probabilities: new Array(31).fill(2) },
      { sampleRate: 16000, probabilities: new Array(31).fill(0.5), threshold: 2 },
    ]) {
      expectCode('invalid-option', () => segmentSpeech(samples, options));
    }
    expectCode('non-finite', () => segmentSpeech(Float32Array.of(Number.NaN), { sampleRate: 16000 }));
  });
});
