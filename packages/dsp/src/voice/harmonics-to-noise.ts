import { checkCall, type OptionNames } from '../check-call.ts';
import { DspError } from '../errors.ts';
import { type OwnedFloat64, requireFinite, type Signal } from '../signal.ts';
import { requirePositive, requireRange } from '../validate.ts';
import { pitchPath } from './pitch-path.ts';
import { praatPitch } from './praat-pitch.ts';
import { frameTimes } from './short-term.ts';

/** Options of {@link harmonicsToNoise}. */
export interface HarmonicsToNoiseOptions {
  /** Samples per second. Required. */
  sampleRate: number;
  /**
   * `'cc'`, cross-correlation, follows fast changes; `'ac'`, autocorrelation, is more exact for steady voices.
   * @default 'cc'
   */
  method?: 'cc' | 'ac' | undefined;
  /**
   * Seconds from one frame to the next.
   * @default 0.01
   */
  timeStep?: number | undefined;
  /**
   * Lowest fundamental frequency in Hz, which sets the length of the frames.
   * @default 75
   */
  fMin?: number | undefined;
  /**
   * Frames whose peak lies below this part of the loudest are silent, in [0, 1].
   * @default 0.1
   */
  silenceThreshold?: number | undefined;
  /**
   * Periods of `fMin` in a frame, at least 1.
   * @default 1 for 'cc', 4.5 for 'ac'
   */
  periodsPerWindow?: number | undefined;
}

/** How periodic a voice is over time. */
export interface HarmonicsToNoise {
  /** Seconds of the middle of each frame. */
  readonly times: OwnedFloat64;
  /** Energy of the periodic part over that of the noise in dB, −150 … 150; −200 in silence. */
  readonly decibels: OwnedFloat64;
}

const names: OptionNames<HarmonicsToNoiseOptions> = {
  sampleRate: true,
  method: true,
  timeStep: true,
  fMin: true,
  silenceThreshold: true,
  periodsPerWindow: true,
};

/**
 * Harmonics-to-noise ratio of every frame in dB: 20 for a clear vowel, below 10 for a hoarse voice. Computed in float64.
 *
 * Source: "To Harmonicity (cc)" and "(ac)" of Praat 6.3, whose numbers they are; Boersma (1993).
 *
 * @throws DspError `invalid-option`, `invalid-signal` (shorter than one frame), `non-finite`.
 */
export function harmonicsToNoise(samples: Signal, options: HarmonicsToNoiseOptions): HarmonicsToNoise {
  checkCall('harmonicsToNoise', 'signal', samples, options, names);
  const { method = 'cc' } = options;
  if (method !== 'cc' && method !== 'ac') {
    throw new DspError('invalid-option', `method must be 'cc' or 'ac'. Received ${String(method)}.`);
  }
  const sampleRate = requirePositive('sampleRate', options.sampleRate);
  const fMin = requireRange('fMin', options.fMin ?? 75, Number.MIN_VALUE, sampleRate / 8);
  const timeStep = requirePositive('timeStep', options.timeStep ?? 0.01);
  const silenceThreshold = requireRange('silenceThreshold', options.silenceThreshold ?? 0.1, 0, 1);
  const periodsPerWindow = requireRange(
    'periodsPerWindow',
    options.periodsPerWindow ?? (method === 'cc' ? 1 : 4.5),
    1,
    100,
  );
  requireFinite(samples);
  const settings = {
    sampleRate,
    timeStep,
    fMin,
    fMax: sampleRate / 2,
    periodsPerWindow,
    voicingThreshold: 0,
    octaveCost: 0,
  };
  const { frames, pitches } = praatPitch(Float64Array.from(samples), {
    ...settings,
    method: method === 'cc' ? 'cross' : 'gauss',
    strongestOnly: true,
  });
  const path = pitchPath(pitches, { ...settings, silenceThreshold, octaveJumpCost: 0, voicedUnvoicedCost: 0 });
  const decibels = Float64Array.from(path, ({ hz, strength }) => {
    if (hz === 0) return -200;
    if (strength <= 1e-15) return -150;
    return strength > 1 - 1e-15 ? 150 : 10 * Math.log10(strength / (1 - strength));
  });
  return { times: frameTimes(frames), decibels };
}
