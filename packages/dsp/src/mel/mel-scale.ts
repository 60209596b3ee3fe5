import { checkNumber, type OptionNames } from '../check-call.ts';
/** Options of {@link hzToMel} and {@link melToHz}. */
export interface MelScaleOptions {
  /**
   * The formula of the Hidden Markov Model Toolkit, 2595 · log10(1 + f / 700), in place of Slaney's Auditory Toolbox.
   * @default false
   */
  htk?: boolean | undefined;
}

/** Slaney's scale is linear below this frequency and logarithmic above. */
const breakHz = 1000;
const hzPerMel = 200 / 3;
const breakMel = breakHz / hzPerMel;
const logStep = Math.log(6.4) / 27;

const names: OptionNames<MelScaleOptions> = { htk: true };

/** Mel value of a frequency in Hz. Source: `librosa.hz_to_mel` 0.11. */
export function hzToMel(hz: number, options: MelScaleOptions = {}): number {
  checkNumber('hzToMel', hz, options, names);
  if (options.htk) return 2595 * Math.log10(1 + hz / 700);
  return hz >= breakHz ? breakMel + Math.log(hz / breakHz) / logStep : hz / hzPerMel;
}

/** Frequency in Hz of a mel value. Source: `librosa.mel_to_hz` 0.11. */
export function melToHz(mel: number, options: MelScaleOptions = {}): number {
  checkNumber('melToHz', mel, options, names);
  if (options.htk) return 700 * (10 ** (mel / 2595) - 1);
  return mel >= breakMel ? breakHz * Math.exp(logStep * (mel - breakMel)) : hzPerMel * mel;
}
