import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { checkOnsetCall, type OnsetEnvelope, type OnsetFrameOptions, onsetFrames } from '../onset/onset-envelope.ts';
import { type OwnedFloat64, requireFinite, type Signal } from '../signal.ts';
import { isStrided, rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';
import { requirePositive } from '../validate.ts';
import { tempogram } from './tempogram.ts';

/** Options of {@link tempo}. */
export interface TempoOptions extends OnsetFrameOptions {
  /**
   * Tempo around which the others are less likely, in beats per minute, above 0.
   * @default 120
   */
  startBpm?: number | undefined;
  /**
   * Width of that preference in octaves, above 0.
   * @default 1
   */
  stdBpm?: number | undefined;
  /**
   * Seconds over which the onset strength is compared with itself, above 0.
   * @default 8
   */
  acSize?: number | undefined;
  /**
   * Tempos from here on are left out, in beats per minute; `null` for no limit.
   * @default 320
   */
  maxTempo?: number | null | undefined;
  /**
   * `'mean'` estimates one tempo for all, `null` one for each frame.
   * @default 'mean'
   */
  aggregate?: 'mean' | null | undefined;
}

const names: OptionNames<TempoOptions> = {
  sampleRate: true,
  hopLength: true,
  startBpm: true,
  stdBpm: true,
  acSize: true,
  maxTempo: true,
  aggregate: true,
};

/**
 * Tempo in beats per minute: one value, or one for each frame with `aggregate: null`.
 *
 * Takes samples, or in their place `{ onsetEnvelope }`, the strength of each frame, or a {@link tempogram}. The tempo is the
 * lag where the autocorrelation, weighed by a log-normal prior around `startBpm`, is largest; silence has the prior's. A negative correlation counts as 0, where librosa takes the logarithm of a negative number.
 *
 * Source: `librosa.feature.tempo` 0.11.
 *
 * @throws DspError `invalid-option`, `invalid-signal`, `non-finite`.
 */
export function tempo<T extends Signal>(
  input: T | OnsetEnvelope<T> | StridedArray<T>,
  options: TempoOptions = {},
): OwnedFloat64 {
  if (isStrided(input)) checkCall('tempo', 'matrix', input, options, names);
  else checkOnsetCall('tempo', input, options, names);
  const framing = onsetFrames(options);
  const { sampleRate, hopLength } = framing;
  const startBpm = requirePositive('startBpm', options.startBpm ?? 120);
  const stdBpm = requirePositive('stdBpm', options.stdBpm ?? 1);
  const acSize = requirePositive('acSize', options.acSize ?? 8);
  const { maxTempo = 320, aggregate = 'mean' } = options;
  if (maxTempo !== null) requirePositive('maxTempo', maxTempo);
  if (aggregate !== 'mean' && aggregate !== null) {
    throw new DspError('invalid-option', `aggregate must be 'mean' or null. Received ${String(aggregate)}.`);
  }
  const winLength = Math.max(1, Math.floor(Math.trunc(acSize * sampleRate) / hopLength));
  const matrix = isStrided(input) ? input : tempogram(input, { ...framing, winLength });
  const { rows: lags, columns: frames } = shapeOf('tempogram', matrix);
  const values = rowMajor(matrix);
  requireFinite(values, 'tempogram');

  const bpm = (lag: number): number => (60 * sampleRate) / (hopLength * lag);
  const first =
    Array.from({ length: lags }, (_, lag) => lag).find((lag) => maxTempo === null || bpm(lag) < maxTempo) ?? 0;
  const prior = Float64Array.from({ length: lags }, (_, lag) =>
    lag < first ? Number.NEGATIVE_INFINITY : -0.5 * ((Math.log2(bpm(lag)) - Math.log2(startBpm)) / stdBpm) ** 2,
  );
  const bestOf = (strength: (lag: number) => number): number => {
    let best = 0;
    let most = Number.NEGATIVE_INFINITY;
    for (let lag = 0; lag < lags; lag++) {
      const likelihood = Math.log1p(1e6 * Math.max(0, strength(lag))) + prior[lag]!;
      if (likelihood > most) {
        most = likelihood;
        best = lag;
      }
    }
    return bpm(best);
  };
  if (aggregate === null) {
    return Float64Array.from({ length: frames }, (_, t) => bestOf((lag) => values[lag * frames + t]!));
  }
  const means = new Float64Array(lags);
  for (let lag = 0; lag < lags; lag++) {
    for (let t = 0; t < frames; t++) means[lag]! += values[lag * frames + t]! / frames;
  }
  return Float64Array.of(bestOf((lag) => means[lag]!));
}
