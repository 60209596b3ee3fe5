import * as dsp from '../../../packages/dsp/src/index.ts';
import { type Compared, rowOf, signal, voice } from './dsp-draws.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

/** Samples that a file of float32 holds, which is what Praat reads. */
const short = (samples: Float64Array): Float64Array => samples.map(Math.fround);

/** A row of a function that Praat has, whose numbers have units: a difference is no part of anything. */
const praat = (
  name: string,
  call: string,
  row: Pick<Compared, 'run' | 'tolerance' | 'options'> & Partial<Compared>,
): RandomRow =>
  rowOf({
    name,
    call: `random_praat.${call}`,
    measure: 'absolute',
    input: (random, { sampleRate }) =>
      short(random() < 0.7 ? voice(random, 2500, sampleRate as number) : signal(random, 2500, 4000)),
    python: (options) =>
      Object.fromEntries(
        Object.entries(options).map(([key, value]) => [key.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`), value]),
      ),
    ...row,
  });

const rate = (random: Draw): number => pick(random, 8000, 11025, 16000, 22050);

/** Times of a voice: periods that waver, with a gap here and there. */
const pulsesOf = (random: Draw, until: number): Float64Array => {
  const period = 0.002 + 0.01 * random();
  const waver = pick(random, 0, 0.01, 0.1, 0.5);
  const times: number[] = [];
  for (let time = period * random(); time < until; time += period * (1 + waver * (random() - 0.5))) {
    if (random() < 0.95) times.push(time);
  }
  return Float64Array.from(times);
};

const periods = (random: Draw) => ({
  minPeriod: pick(random, 1e-4, 0.003),
  maxPeriod: pick(random, 0.02, 0.008),
  maxPeriodFactor: 1 + pick(random, 0.3, 0.05, 1),
});

/** Share of the noise, 0 … 1, and 2 for silence: of next to none, decibels say what the last bits of a correlation were. */
const noiseOf = (decibels: number): number => (decibels === -200 ? 2 : 1 / (1 + 10 ** (decibels / 10)));

/** The functions of `@ser/dsp` whose numbers are Praat's. */
export const dspPraatRows: readonly RandomRow[] = [
  praat('formants', 'formants', {
    run: (y, options) => {
      const { times, frequencies, bandwidths } = dsp.formants(y, options);
      return [...times, ...frequencies.data, ...bandwidths.data];
    },
    tolerance: 1e-4,
    // A floor of noise: without one, a prediction of harmonics alone leaves rounding errors, and resonances of them.
    input: (random, { sampleRate }) =>
      short(
        (random() < 0.7 ? voice(random, 2500, sampleRate as number) : signal(random, 2500, 4000)).map(
          (x) => x + 1e-3 * (random() - 0.5),
        ),
      ),
    options: (random) => ({
      sampleRate: rate(random),
      nFormants: (2 + Math.floor(11 * random())) / 2,
      fMax: pick(random, 5500, 5000, 3000 + 3000 * random()),
      windowLength: pick(random, 0.025, 0.01 + 0.03 * random()),
      timeStep: pick(random, 0.01, 0.003 + 0.02 * random()),
      preEmphasisFrom: pick(random, 50, 20 + 200 * random()),
    }),
  }),
  praat('harmonicsToNoise', 'harmonicity', {
    run: (y, options) => {
      const { times, decibels } = dsp.harmonicsToNoise(y, options);
      return [...times, ...decibels.map(noiseOf)];
    },
    // Where both sides' searches for a maximum end, and by tones that a few samples hold; a voice's shares agree to 1e-9.
    tolerance: 1e-5,
    options: (random) => {
      const method = pick(random, 'cc', 'ac');
      return {
        sampleRate: rate(random),
        method,
        timeStep: pick(random, 0.01, 0.003 + 0.02 * random()),
        fMin: pick(random, 75, 60 + 150 * random()),
        silenceThreshold: pick(random, 0.1, 0.3 * random()),
        periodsPerWindow: (method === 'cc' ? 1 : 3) + pick(random, 0, 1.5, 2 * random()),
      };
    },
  }),
  praat('glottalPulses', 'pulses', {
    run: dsp.glottalPulses,
    tolerance: 1e-6,
    options: (random) => ({
      sampleRate: rate(random),
      fMin: pick(random, 75, 60 + 100 * random()),
      fMax: pick(random, 600, 300 + 400 * random()),
    }),
  }),
  praat('jitter', 'jitter', {
    run: (pulses, options) => dsp.jitter(pulses, options),
    tolerance: 1e-9,
    input: (random) => pulsesOf(random, 0.02 + 0.5 * random()),
    options: periods,
  }),
  praat('shimmer', 'shimmer', {
    run: (y, { times, ...options }) => dsp.shimmer(y, { ...options, pulses: times }),
    tolerance: 1e-6,
    options: (random) => ({
      sampleRate: rate(random),
      times: pulsesOf(random, 0.3),
      ...periods(random),
      maxAmplitudeFactor: 1 + pick(random, 0.6, 0.05, 3),
    }),
  }),
];
