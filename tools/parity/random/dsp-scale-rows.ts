import * as dsp from '../../../packages/dsp/src/index.ts';
import { type Compared, magnitudes, type Options, pythonOf, rowOf, signal } from './dsp-draws.ts';
import { type Draw, pick, type RandomRow } from './row.ts';

/** A function of one number, over many. */
const perValue = (name: string, call: string, run: (value: number, options: Options) => number): RandomRow =>
  rowOf({
    name,
    call: `librosa.${call}`,
    run: (values: Float64Array, options) => values.map((x) => run(x, options)),
    tolerance: 1e-12,
    input: (random) =>
      Float64Array.from(
        { length: 20 },
        () => (call.startsWith('hz') ? 20000 : call.startsWith('mel') ? 60 : 9) * random() + 1,
      ),
    options: (random) =>
      call.endsWith('mel') || call.startsWith('mel')
        ? { htk: random() < 0.5 }
        : { tuning: random() - 0.5, binsPerOctave: pick(random, 12, 24) },
  });

const decibels = (name: string, call: string, run: Compared['run'], options: (random: Draw) => Options): RandomRow =>
  rowOf({
    name,
    call: `librosa.${call}`,
    run,
    measure: 'absolute',
    tolerance: 1e-9,
    input: (random) => signal(random).map((x) => x * x),
    options,
  });

const floors = (random: Draw): Options => ({
  ref: 0.1 + random(),
  amin: pick(random, 1e-10, 1e-5),
  topDb: pick(random, 80, 40, null),
});

/** Scales, decibels, windows, filters, cosine and Fourier transforms, lengths. */
export const dspScaleRows: readonly RandomRow[] = [
  decibels('powerToDb', 'power_to_db', dsp.powerToDb, floors),
  decibels('amplitudeToDb', 'amplitude_to_db', dsp.amplitudeToDb, floors),
  rowOf({
    name: 'dbToPower',
    call: 'librosa.db_to_power',
    run: dsp.dbToPower,
    tolerance: 1e-12,
    input: (random) => signal(random),
    options: (random) => ({ ref: 0.1 + random() }),
  }),
  rowOf({
    name: 'dbToAmplitude',
    call: 'librosa.db_to_amplitude',
    run: dsp.dbToAmplitude,
    tolerance: 1e-12,
    input: (random) => signal(random),
    options: (random) => ({ ref: 0.1 + random() }),
  }),
  perValue('hzToMel', 'hz_to_mel', dsp.hzToMel),
  perValue('melToHz', 'mel_to_hz', dsp.melToHz),
  perValue('hzToOcts', 'hz_to_octs', dsp.hzToOcts),
  perValue('octsToHz', 'octs_to_hz', dsp.octsToHz),
  rowOf({
    name: 'framesToTime',
    call: 'librosa.frames_to_time',
    run: dsp.framesToTime,
    tolerance: 1e-15,
    input: (random) => Float64Array.from({ length: 9 }, () => Math.floor(1000 * random())),
    options: (random) => ({
      sampleRate: pick(random, 8000, 22050),
      hopLength: 1 + Math.floor(900 * random()),
      nFft: 2048,
    }),
  }),
  rowOf({
    name: 'timesLike',
    call: 'librosa.times_like',
    run: dsp.timesLike,
    tolerance: 1e-15,
    input: (random) => magnitudes(random),
    options: (random) => ({ sampleRate: pick(random, 8000, 22050), hopLength: 1 + Math.floor(900 * random()) }),
  }),
  rowOf({
    name: 'frame',
    call: 'librosa.util.frame',
    run: (y, options) => {
      const frames = dsp.frame(y, options);
      return Array.from(frames).flatMap((row) => [...row]);
    },
    tolerance: 0,
    input: (random) => signal(random, 40, 400),
    options: (random) => ({ frameLength: 1 + Math.floor(40 * random()), hopLength: 1 + Math.floor(30 * random()) }),
  }),
  rowOf({
    name: 'normalize',
    call: 'librosa.util.normalize',
    run: dsp.normalize,
    tolerance: 1e-12,
    input: (random) => magnitudes(random),
    options: (random) => ({
      norm: pick<number | null>(random, Number.POSITIVE_INFINITY, 1, 2, 3, 0, null),
      axis: pick(random, 0, 1, null),
      fill: pick(random, null, false),
    }),
  }),
  rowOf({
    name: 'melFilterBank',
    call: 'librosa.filters.mel',
    run: (_, options) => dsp.melFilterBank(options),
    tolerance: 1e-7,
    options: (random) => ({
      sampleRate: pick(random, 8000, 16000, 22050, 44100),
      nFft: pick(random, 256, 400, 401, 2048),
      nMels: 1 + Math.floor(128 * random()),
      fMin: 200 * random(),
      htk: random() < 0.3,
    }),
  }),
  rowOf({
    name: 'chromaFilterBank',
    call: 'librosa.filters.chroma',
    run: (_, options) => dsp.chromaFilterBank(options),
    tolerance: 1e-7,
    options: (random) => ({
      sampleRate: pick(random, 8000, 16000, 22050, 44100),
      nFft: pick(random, 256, 400, 401, 2048),
      nChroma: pick(random, 12, 24, 36),
      tuning: random() - 0.5,
      baseC: random() < 0.5,
    }),
  }),
  rowOf({
    name: 'dct',
    call: 'scipy.fft.dct',
    run: dsp.dct,
    tolerance: 1e-12,
    input: (random) => magnitudes(random, 2 + Math.floor(60 * random())),
    options: (random) => ({ type: pick(random, 1, 2, 3, 4), norm: pick(random, 'ortho', 'backward', 'forward') }),
    python: (options) => ({ ...options, axis: 0 }),
  }),
  rowOf({
    name: 'idct',
    call: 'scipy.fft.idct',
    run: dsp.idct,
    tolerance: 1e-12,
    input: (random) => magnitudes(random, 2 + Math.floor(60 * random())),
    options: (random) => ({ type: pick(random, 1, 2, 3, 4), norm: pick(random, 'ortho', 'backward', 'forward') }),
    python: (options) => ({ ...options, axis: 0 }),
  }),
  rowOf({
    name: 'rfft',
    call: 'scipy.fft.rfft',
    run: (y) => {
      const { re, im } = dsp.rfft(y);
      return [...re, ...im];
    },
    tolerance: 1e-13,
    input: (random) => signal(random, 1, 700),
  }),
  rowOf({
    name: 'preemphasis',
    call: 'librosa.effects.preemphasis',
    run: dsp.preemphasis,
    tolerance: 1e-12,
    input: (random) => signal(random, 2),
    options: (random) => ({ coef: 0.5 + 0.5 * random() }),
  }),
  rowOf({
    name: 'deemphasis',
    call: 'librosa.effects.deemphasis',
    run: dsp.deemphasis,
    tolerance: 1e-10,
    input: (random) => signal(random, 2),
    options: (random) => ({ coef: 0.5 + 0.49 * random() }),
  }),
  rowOf({
    name: 'fixLength',
    call: 'librosa.util.fix_length',
    run: dsp.fixLength,
    tolerance: 0,
    input: (random) => signal(random),
    options: (random) => ({ size: 1 + Math.floor(6000 * random()) }),
  }),
  rowOf({
    name: 'split',
    call: 'librosa.effects.split',
    run: (y, options) => dsp.split(y, options).flatMap(({ start, end }) => [start, end]),
    measure: 'absolute',
    tolerance: 0,
    input: (random) => signal(random).map((x, n) => x * (Math.floor(n / 700) % 2 ? 1 : 1e-3)),
    options: (random) => ({
      topDb: 10 + 60 * random(),
      frameLength: 16 + Math.floor(1000 * random()),
      hopLength: 1 + Math.floor(500 * random()),
    }),
    python: pythonOf,
  }),
];
