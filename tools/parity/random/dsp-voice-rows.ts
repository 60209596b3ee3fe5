import * as dsp from '../../../packages/dsp/src/index.ts';
import { magnitudes, type Options, peakOf, pythonOf, rowOf, signal, voice } from './dsp-draws.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

const rate = (random: Draw): number => pick(random, 8000, 16000, 22050);

/** An onset strength: peaks of any height, here and there, over a little of everything. */
const strength = (random: Draw): Float64Array => {
  const every = 2 + Math.floor(30 * random());
  return Float64Array.from({ length: 2 + Math.floor(400 * random()) }, (_, t) =>
    t % every === 0 ? random() : pick(random, 0, 0.1 * random()),
  );
};

const pitch = (name: 'yin' | 'pyin'): RandomRow =>
  rowOf({
    name,
    call: `librosa.${name}`,
    run: (y, options) => (name === 'yin' ? dsp.yin(y, options) : dsp.pyin(y, options).f0),
    tolerance: 1e-8,
    input: (random, { sampleRate }) =>
      random() < 0.7 ? voice(random, 1500, sampleRate as number) : signal(random, 1500, 4000),
    options: (random) => ({
      sampleRate: rate(random),
      fMin: 65 + 40 * random(),
      fMax: 300 + 500 * random(),
      frameLength: pick(random, 512, 1024, 2048),
    }),
  });

const separated = (name: 'harmonic' | 'percussive'): RandomRow =>
  rowOf({
    name,
    call: `librosa.effects.${name}`,
    run: name === 'harmonic' ? dsp.harmonic : dsp.percussive,
    tolerance: 1e-8,
    input: (random) => signal(random, 600),
    options: (random) => ({
      nFft: pick(random, 256, 512),
      kernelSize: 2 + Math.floor(20 * random()),
      power: pick(random, 1, 2),
      margin: pick(random, 1, 2.5),
    }),
  });

/** A floor of noise: what a filter keeps out is rounded as much as what it lets through. */
const inNoise = (random: Draw): Float64Array => {
  const y = signal(random, 2000);
  const floor = 0.2 * peakOf(y);
  return y.map((x) => x + floor * (random() - 0.5));
};

const constantQ = (random: Draw): Options => ({
  sampleRate: pick(random, 16000, 22050),
  hopLength: pick(random, 100, 256, 512),
  nBins: 1 + Math.floor(60 * random()),
  binsPerOctave: pick(random, 12, 24),
  tuning: random() - 0.5,
  filterScale: 0.5 + random(),
  norm: pick<number | null>(random, 1, 2),
  sparsity: pick(random, 0, 0.01, 0.1),
  window: pick(random, 'hann', 'hamming'),
  scale: random() < 0.7,
});

/** Voice, onsets, tempo and what is taken apart by time and frequency. */
export const dspVoiceRows: readonly RandomRow[] = [
  pitch('yin'),
  pitch('pyin'),
  rowOf({
    name: 'lpc',
    call: 'librosa.lpc',
    run: dsp.lpc,
    tolerance: 1e-8,
    input: (random) => signal(random, 50),
    options: (random) => ({ order: 1 + Math.floor(24 * random()) }),
  }),
  separated('harmonic'),
  separated('percussive'),
  rowOf({
    name: 'onsetStrength',
    call: 'librosa.onset.onset_strength',
    run: dsp.onsetStrength,
    keyword: 'y',
    measure: 'absolute',
    tolerance: 1e-7,
    input: (random) => signal(random, 600),
    options: (random) => ({
      sampleRate: rate(random),
      hopLength: pick(random, 64, 160, 512),
      lag: 1 + Math.floor(3 * random()),
      maxSize: 1 + Math.floor(3 * random()),
      detrend: random() < 0.3,
    }),
  }),
  rowOf({
    name: 'onsetDetect',
    call: 'librosa.onset.onset_detect',
    run: (onsetEnvelope, options) => dsp.onsetDetect({ onsetEnvelope }, options),
    keyword: 'onset_envelope',
    measure: 'absolute',
    tolerance: 1e-9,
    refusals: [
      { message: /match empty event list/, why: 'no onset is an answer', holds: ({ length }) => length === 0 },
    ],
    input: strength,
    options: (random) => ({
      sampleRate: rate(random),
      hopLength: pick(random, 64, 160, 512),
      units: pick(random, 'frames', 'samples', 'time'),
      backtrack: random() < 0.5,
      normalize: random() < 0.7,
    }),
  }),
  rowOf({
    name: 'peakPick',
    call: 'librosa.util.peak_pick',
    run: dsp.peakPick,
    measure: 'absolute',
    tolerance: 0,
    input: strength,
    options: (random) => ({
      preMax: Math.floor(6 * random()),
      postMax: 1 + Math.floor(6 * random()),
      preAvg: Math.floor(9 * random()),
      postAvg: 1 + Math.floor(9 * random()),
      delta: 0.3 * random(),
      wait: Math.floor(9 * random()),
    }),
  }),
  rowOf({
    name: 'onsetBacktrack',
    call: 'librosa.onset.onset_backtrack',
    run: (energy, { events }) => dsp.onsetBacktrack(energy, events),
    keyword: 'energy',
    measure: 'absolute',
    tolerance: 0,
    input: strength,
    options: (random) => ({ events: [0, 1, 2, 3].map((n) => 3 * n + Math.floor(3 * random())) }),
    python: ({ events }) => ({ events: Float64Array.from(events as number[]) }),
  }),
  rowOf({
    name: 'tempogram',
    call: 'librosa.feature.tempogram',
    run: (onsetEnvelope, options) => dsp.tempogram({ onsetEnvelope }, options),
    keyword: 'onset_envelope',
    tolerance: 1e-8,
    input: strength,
    options: (random) => ({
      winLength: 1 + Math.floor(200 * random()),
      window: pick(random, 'hann', 'hamming', 'boxcar'),
      norm: pick<number | null>(random, Number.POSITIVE_INFINITY, null, 2),
    }),
  }),
  rowOf({
    name: 'tempo',
    call: 'librosa.feature.tempo',
    run: (onsetEnvelope, options) => dsp.tempo({ onsetEnvelope }, options),
    keyword: 'onset_envelope',
    tolerance: 1e-12,
    input: strength,
    options: (random) => ({
      sampleRate: rate(random),
      hopLength: pick(random, 160, 512),
      startBpm: 60 + 100 * random(),
      stdBpm: 0.3 + random(),
      acSize: 1 + 7 * random(),
      maxTempo: pick(random, 320, 200, null),
    }),
  }),
  rowOf({
    name: 'cqt',
    call: 'double_filters.cqt',
    run: dsp.cqt,
    // With librosa's filters in float64. The lower octaves are made of soxr's samples, which are ours to 119 dB below the peak: that
    // of a tone, perhaps, that no bin is for, ten times as loud as the floor.
    tolerance: 2e-5,
    input: inNoise,
    options: constantQ,
  }),
  rowOf({
    name: 'chromaCqt',
    call: 'double_filters.chroma_cqt',
    run: dsp.chromaCqt,
    keyword: 'y',
    tolerance: 2e-5,
    input: inNoise,
    // Unscaled: where a frame has next to nothing, its norm is that of rounding errors.
    options: (random) => ({ tuning: random() - 0.5, norm: null, nOctaves: pick(random, 4, 5, 6, 7) }),
  }),
  rowOf({
    name: 'griffinLim',
    call: 'librosa.griffinlim',
    run: dsp.griffinLim,
    tolerance: 1e-8,
    input: (random) => magnitudes(random, pick(random, 33, 65, 129)),
    options: (random) => ({
      nIter: Math.floor(12 * random()),
      momentum: pick(random, 0, 0.5, 0.99),
      seed: Math.floor(1000 * random()),
      ...(random() < 0.3 ? { init: null } : {}),
    }),
    python: pythonOf,
  }),
];
