import { checkNumber, type OptionNames } from '../check-call.ts';
/** Options of {@link hzToOcts} and {@link octsToHz}. */
export interface OctaveOptions {
  /**
   * Deviation from A4 = 440 Hz in parts of a bin.
   * @default 0
   */
  tuning?: number | undefined;
  /**
   * Bins of an octave.
   * @default 12
   */
  binsPerOctave?: number | undefined;
}

/** Frequency of A0 under a tuning. */
const lowestA = ({ tuning = 0, binsPerOctave = 12 }: OctaveOptions): number =>
  (440 * 2 ** (tuning / binsPerOctave)) / 16;

const names: OptionNames<OctaveOptions> = { tuning: true, binsPerOctave: true };

/** Octaves above A0 (27.5 Hz at standard tuning) of a frequency in Hz > 0. Source: `librosa.hz_to_octs` 0.11. */
export function hzToOcts(hz: number, options: OctaveOptions = {}): number {
  checkNumber('hzToOcts', hz, options, names);
  return Math.log2(hz / lowestA(options));
}

/** Frequency in Hz of a number of octaves above A0. Source: `librosa.octs_to_hz` 0.11. */
export function octsToHz(octaves: number, options: OctaveOptions = {}): number {
  checkNumber('octsToHz', octaves, options, names);
  return lowestA(options) * 2 ** octaves;
}
