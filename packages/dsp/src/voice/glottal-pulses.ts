import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { type OwnedFloat64, requireFinite, type Signal } from '../signal.ts';
import { requirePositive } from '../validate.ts';
import { bestMatch, extremeTime } from './match-periods.ts';
import { type PathCosts, pitchPath } from './pitch-path.ts';
import { praatPitch } from './praat-pitch.ts';

/** Options of {@link glottalPulses}. */
export interface GlottalPulsesOptions {
  /** Samples per second. Required. */
  sampleRate: number;
  /**
   * Lowest fundamental frequency in Hz.
   * @default 75
   */
  fMin?: number | undefined;
  /**
   * Highest fundamental frequency in Hz.
   * @default 600
   */
  fMax?: number | undefined;
}

const names: OptionNames<GlottalPulsesOptions> = { sampleRate: true, fMin: true, fMax: true };

/** Praat's settings of its pitch. */
const costs = {
  silenceThreshold: 0.03,
  voicingThreshold: 0.45,
  octaveCost: 0.01,
  octaveJumpCost: 0.35,
  voicedUnvoicedCost: 0.14,
};

/** A pitch track that is asked at any time. */
interface Track {
  readonly hz: readonly number[];
  readonly first: number;
  readonly step: number;
}

/** Frequency at a time, on a line between frames; undefined without a voice. */
function pitchAt({ hz, first, step }: Track, seconds: number): number | undefined {
  const place = (seconds - first) / step;
  const near = Math.floor(place + 0.5);
  const value = hz[near];
  if (!value) return undefined;
  const other = hz[place < near ? near - 1 : near + 1];
  return other ? value + Math.abs(place - near) * (other - value) : value;
}

/** Voiced stretches in seconds. */
function voicedStretches({ hz, first, step }: Track, duration: number): [left: number, right: number][] {
  const stretches: [number, number][] = [];
  for (let t = 0; t < hz.length; t++) {
    if (hz[t] === 0) continue;
    const begin = t;
    while (t + 1 < hz.length && hz[t + 1] !== 0) t++;
    stretches.push([Math.max(0, first + (begin - 0.5) * step), Math.min(duration, first + (t + 0.5) * step)]);
  }
  return stretches;
}

/**
 * Seconds at which the glottis closes: one pulse for each period of the voiced parts, found by comparing neighboring periods.
 *
 * Source: "To PointProcess (periodic, cc)" of Praat 6.3, whose numbers they are.
 *
 * @throws DspError `invalid-option`, `invalid-signal` (shorter than 3 periods of `fMin`), `non-finite`.
 */
export function glottalPulses(samples: Signal, options: GlottalPulsesOptions): OwnedFloat64 {
  checkCall('glottalPulses', 'signal', samples, options, names);
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  const fMin = requirePositive('fMin', options.fMin ?? 75);
  const fMax = requirePositive('fMax', options.fMax ?? 600);
  if (fMin >= fMax || fMin > sampleRate / 8) {
    throw new DspError(
      'invalid-option',
      `fMin must lie below fMax = ${fMax} and at most at an eighth of the sampling rate. Received ${fMin}.`,
    );
  }
  requireFinite(samples);
  const sound = { samples: Float64Array.from(samples), sampleRate };
  const settings = { ...costs, fMin, fMax: Math.min(fMax, sampleRate / 2), timeStep: 0.75 / fMin };
  const { frames, pitches } = praatPitch(sound.samples, {
    ...settings,
    sampleRate,
    method: 'hann',
    periodsPerWindow: 3,
  });
  const path = pitchPath(pitches, settings satisfies PathCosts);
  const track: Track = { hz: path.map(({ hz }) => hz), first: frames.first, step: frames.step };
  const globalPeak = sound.samples.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

  const pulses: number[] = [];
  let added = Number.NEGATIVE_INFINITY;
  for (const [left, right] of voicedStretches(track, samples.length / sampleRate)) {
    const middle = (left + right) / 2;
    const f0 = pitchAt(track, middle);
    if (f0 === undefined) continue;
    const first = extremeTime(sound, middle - 0.5 / f0, middle + 0.5 / f0);
    pulses.push(first);
    for (const direction of [-1, 1] as const) {
      let time = first;
      for (let hz = pitchAt(track, time); hz !== undefined; hz = pitchAt(track, time)) {
        const nearest = time + (direction * 0.8) / hz;
        const farthest = time + (direction * 1.25) / hz;
        const match = bestMatch(sound, time, 1 / hz, Math.min(nearest, farthest), Math.max(nearest, farthest));
        // A period without a match drops out.
        time = match ? match.time : time + direction / hz;
        const correlation = match?.correlation ?? -1;
        const peak = match?.peak ?? 0;
        const isFresh = direction === 1 || time - added > 0.8 / hz;
        if (direction === -1 ? time < left : time > right) {
          if (correlation > 0.7 && peak > 0.023333 * globalPeak && isFresh) {
            pulses.push(time);
            if (direction === 1) added = time;
          }
          break;
        }
        if (correlation > 0.3 && (peak === 0 || peak > 0.01 * globalPeak) && isFresh) {
          pulses.push(time);
          if (direction === 1) added = time;
        }
      }
    }
  }
  return Float64Array.from(new Set(pulses)).sort();
}
