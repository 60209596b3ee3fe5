import * as dsp from '../../../packages/dsp/src/index.ts';
import { type Compared, magnitudes, type Options, peakOf, rowOf, signal } from './dsp-draws.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

const rate = (random: Draw): number => pick(random, 8000, 16000, 22050, 44100);

/** A function of samples and options whose reference is one line of numpy, scipy or librosa. */
const simple = (name: string, call: string, run: Compared['run'], rest: Partial<Compared> = {}): RandomRow =>
  rowOf({ name, call, run, tolerance: 1e-12, input: (random) => signal(random), ...rest });

const filter = (name: string, btype: string, run: Compared['run']): RandomRow =>
  simple(name, 'random_signals.butterworth', run, {
    // Poles near the unit circle: both sides' sections are rounded, and each rounding rings on.
    tolerance: 1e-8,
    options: (random) => {
      const sampleRate = rate(random);
      const cutoff = sampleRate * (0.02 + 0.4 * random());
      const edges = name === 'bandPass' ? { low: cutoff / 2, high: cutoff * 1.1 } : { cutoff };
      return { sampleRate, ...edges, order: 1 + Math.floor(6 * random()), zeroPhase: random() < 0.5 };
    },
    python: ({ sampleRate, cutoff, low, high, order, zeroPhase }) => ({
      ...{ btype, order, sample_rate: sampleRate, zero_phase: zeroPhase, edges: cutoff ?? [low, high] },
    }),
    scale: (y) => peakOf(y as Float64Array),
  });

/** Levels, rooms, filters and images: what one line of numpy, scipy, Pillow or matplotlib gives. */
export const dspAugmentRows: readonly RandomRow[] = [
  simple('gain', 'random_signals.gain', dsp.gain, { options: (random) => ({ gainDb: 80 * (random() - 0.5) }) }),
  simple('clip', 'random_signals.clip', dsp.clip, {
    options: (random) => ({ min: -random(), max: pick(random, 1, random()) }),
    tolerance: 0,
  }),
  simple('invertPolarity', 'numpy.negative', dsp.invertPolarity, { tolerance: 0 }),
  simple('shift', 'random_signals.shift', dsp.shift, {
    options: (random) => ({ offset: Math.floor(8000 * (random() - 0.5)), rollover: random() < 0.5 }),
    tolerance: 0,
  }),
  simple('normalizePeak', 'librosa.util.normalize', dsp.normalizePeak, { tolerance: 0 }),
  simple('normalizeRms', 'random_signals.normalize_rms', dsp.normalizeRms, {
    options: (random) => ({ rms: 0.01 + random() }),
  }),
  simple('applyImpulseResponse', 'random_signals.reverberant', dsp.applyImpulseResponse, {
    options: (random) => ({
      impulseResponse: signal(random, 1, 800).map((x, n) => x * 0.99 ** n),
      wet: pick(random, 1, random()),
      keepLevel: random() < 0.5,
      keepTail: random() < 0.5,
    }),
    tolerance: 1e-11,
  }),
  filter('lowPass', 'low', dsp.lowPass),
  filter('highPass', 'high', dsp.highPass),
  filter('bandPass', 'bandpass', dsp.bandPass),
  rowOf({
    name: 'toImage',
    call: 'random_signals.image',
    run: dsp.toImage,
    measure: 'absolute',
    // Pillow and torch compute in float32, places too.
    tolerance: 1e-5,
    input: (random) => magnitudes(random),
    options: imageOptions,
  }),
  rowOf({
    name: 'colormap',
    call: 'random_signals.colored',
    run: dsp.colormap,
    measure: 'absolute',
    tolerance: 1e-7,
    // As large as the matrix: where a resized value lies between two colors, its last bit decides.
    input: (random) => magnitudes(random),
    options: (random) => ({ name: pick(random, 'magma', 'inferno', 'plasma', 'viridis', 'gray') }),
  }),
];

function imageOptions(random: Draw): Options {
  return {
    height: 1 + Math.floor(40 * random()),
    width: 1 + Math.floor(40 * random()),
    antialias: random() < 0.5,
    origin: pick(random, 'upper', 'lower'),
  };
}
