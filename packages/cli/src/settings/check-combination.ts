import { usageError } from '../errors.ts';
import { frontEndOf } from '../front-ends/find-front-end.ts';
import { framesOf } from '../front-ends/front-end.ts';
import { DEFAULTS, SETTINGS, type SettingName, type Settings } from './settings.ts';

/** Most numbers of a spectrum, 512 MB in float64: what several settings make together has a limit as each of them has. */
const MOST_NUMBERS = 2 ** 26;

/** What two settings may not be together, in words; undefined where they may. */
type Rule = (settings: Settings) => string | false;

const RULES: readonly Rule[] = [
  (s) => s.fMin >= s.fMax && `fMin (${s.fMin} Hz) must lie below fMax (${s.fMax} Hz).`,
  (s) =>
    s.fMax > s.sampleRate / 2 && `fMax (${s.fMax} Hz) must not exceed half the sampleRate (${s.sampleRate / 2} Hz).`,
  (s) => s.nMfcc > s.nMels && `nMfcc (${s.nMfcc}) must not exceed nMels (${s.nMels}).`,
  (s) => {
    const { minFrames = 1 } = frontEndOf(s.features);
    const frames = framesOf(Math.floor(s.duration * s.sampleRate), s);
    return (
      frames < minFrames &&
      `features ${s.features} needs at least ${minFrames} frames, and ${s.duration} s in steps of hopLength (${s.hopLength}) make ${frames}. Choose a longer duration, a shorter hopLength, or features mel.`
    );
  },
  (s) => {
    const frames = framesOf(Math.floor(s.duration * s.sampleRate), s);
    const numbers = frames * Math.max(s.nFft / 2 + 1, 3 * s.nMels);
    return (
      numbers > MOST_NUMBERS &&
      `sampleRate ${s.sampleRate}, duration ${s.duration}, nFft ${s.nFft}, nMels ${s.nMels} and hopLength ${s.hopLength} would make ${Math.round(numbers)} numbers per recording; ${MOST_NUMBERS} are the most. Choose a longer hopLength or a shorter duration.`
    );
  },
  (s) =>
    s.scaling === 'fixed-range' &&
    !frontEndOf(s.features).isInDecibels &&
    `scaling fixed-range is in dB and needs features mel; they are ${s.features}, which scaling min-max or z-score fits.`,
  (s) => s.scaleMin >= s.scaleMax && `scaleMin (${s.scaleMin} dB) must lie below scaleMax (${s.scaleMax} dB).`,
  (s) =>
    s.fold === 'all' &&
    s.split === 'stratified' &&
    'fold all needs split speaker-independent; a stratified split has one test part.',
  // How many folds a published split has is for the corpus to tell: splitting it looks.
  (s) =>
    s.split === 'speaker-independent' &&
    s.actorPreset === 'none' &&
    typeof s.fold === 'number' &&
    s.fold >= s.folds &&
    `fold (${s.fold}) must be below folds (${s.folds}), or all.`,
  (s) => s.stretchMin > s.stretchMax && 'stretchMin must not exceed stretchMax.',
  (s) =>
    s.maskedCopies > 0 &&
    s.bandMasks === 0 &&
    s.timeMasks === 0 &&
    'maskedCopies needs bandMasks or timeMasks; without a mask a copy would be its original.',
];

/** Refuses settings that contradict each other. */
export function checkCombination(settings: Settings): void {
  for (const rule of RULES) {
    const problem = rule(settings);
    if (problem) throw usageError(problem);
  }
}

/**
 * Refuses a setting that is asked for and would do nothing, such as a noise strength without noise reduction.
 *
 * @param asked What one source of settings gives; a key at its default asks for nothing.
 * @param settings All settings, with those of the source.
 */
export function checkEffect(asked: Partial<Settings>, settings: Settings, where: string): void {
  for (const key of Object.keys(asked) as SettingName[]) {
    const { when } = SETTINGS[key];
    if (!when || when.holds(settings)) continue;
    if (JSON.stringify(asked[key]) === JSON.stringify(DEFAULTS[key])) continue;
    throw usageError(`${where}: ${key} has an effect only where ${when.words}. Leave it out, or set that too.`);
  }
}
