import { deriveSeed } from '@ser/dsp';
import type { Settings } from '../settings/settings.ts';
import type { Distortion, Masks } from './augmentation.ts';
import { describeAugmentation } from './augmentations.ts';
import type { Clip, Example, Place } from './clip.ts';

/** What decides an augmentation plan. */
export type AugmentationSettings = Pick<
  Settings,
  | 'clips'
  | 'crops'
  | 'balance'
  | 'copies'
  | 'augmentations'
  | 'noiseAmplitude'
  | 'stretchMin'
  | 'stretchMax'
  | 'pitchSemitones'
  | 'maskedCopies'
  | 'bandMasks'
  | 'bandMaskWidth'
  | 'timeMasks'
  | 'timeMaskWidth'
  | 'seed'
>;

/**
 * The training examples: the start of every clip as it is, `copies` distorted copies of each, so many more of the rarer
 * classes as `balance` asks for, and `maskedCopies` masked copies of every one of these. With `clips: 'windows'` there are
 * `crops` further stretches of every clip, at places drawn for each, and every distorted copy has a place of its own too.
 *
 * A clip's draws depend on its name and the copy's number only, so a plan does not change with the order of the files.
 */
export function planTraining(clips: readonly Clip[], settings: AugmentationSettings): Example[] {
  const copiesOf = new Map(clips.map((clip) => [clip, settings.copies]));
  const classes = byLabel(clips);
  const target = targetOf([...classes.values()], settings.balance);
  for (const members of classes.values()) {
    const shuffled = [...members].sort(
      (a, b) => rank(a, settings.seed) - rank(b, settings.seed) || (a.name < b.name ? -1 : 1),
    );
    for (let extra = 0; extra < (target - members.length) * (1 + settings.copies); extra++) {
      const clip = shuffled[extra % shuffled.length]!;
      copiesOf.set(clip, copiesOf.get(clip)! + 1);
    }
  }
  return clips.flatMap((clip) => {
    const waves = [null, ...Array.from({ length: copiesOf.get(clip)! }, (_, copy) => draw(clip, copy, settings))];
    const placed = waves.map((wave, which) => ({ wave, ...placeOf(clip, which, settings) }));
    const crops = Array.from({ length: settings.clips === 'windows' ? settings.crops : 0 }, (_, crop) => ({
      wave: null,
      ...placeOf(clip, waves.length + crop, settings),
    }));
    return [...placed, ...crops].flatMap(({ wave, ...place }, which): Example[] => [
      { clip, augmentation: wave && { wave, masks: null }, ...place },
      ...Array.from({ length: settings.maskedCopies }, (_, copy) => ({
        clip,
        augmentation: { wave, masks: maskOf(deriveSeed(settings.seed, 'mask', clip.name, which, copy), settings) },
        ...place,
      })),
    ]);
  });
}

/** Clips as they are, their starts or all of their windows: the validation and the test part. */
export function planEvaluation(clips: readonly Clip[], settings: Pick<Settings, 'clips'>): Example[] {
  return clips.map((clip) => ({ clip, augmentation: null, ...(settings.clips === 'windows' && { place: 'windows' }) }));
}

/** Whether an example is the start of a clip as it is: there is one of every file. */
export function isOriginal({ augmentation, place = 'start' }: Example): boolean {
  return augmentation === null && place === 'start';
}

/** Where the example of that number of a clip begins: the first at the start, the others where a draw puts them. */
function placeOf(clip: Clip, which: number, { clips, seed }: AugmentationSettings): { readonly place?: Place } {
  if (clips === 'start' || which === 0) return {};
  return { place: { crop: deriveSeed(seed, 'place', clip.name, which) / 2 ** 32 } };
}

/** How many examples every class is lifted to; a class that has more keeps them. */
function targetOf(classes: readonly (readonly Clip[])[], balance: Settings['balance']): number {
  const sizes = classes.map((members) => members.length).sort((a, b) => a - b);
  switch (balance) {
    case 'none':
      return 0;
    case 'majority':
      return sizes.at(-1) ?? 0;
    case 'median':
      return sizes[Math.floor(sizes.length / 2)] ?? 0;
    default:
      return balance;
  }
}

function draw(clip: Clip, copy: number, settings: AugmentationSettings): Distortion {
  const { augmentations, seed } = settings;
  // Neighboring copies of one clip differ in kind, and so do the first copies of neighboring clips.
  const kind = augmentations[(deriveSeed(seed, 'kind', clip.name) + copy) % augmentations.length]!;
  return { transform: describeAugmentation(kind, settings), seed: deriveSeed(seed, 'augmentation', clip.name, copy) };
}

function maskOf(seed: number, settings: AugmentationSettings): Masks {
  const { bandMasks, bandMaskWidth, timeMasks, timeMaskWidth } = settings;
  return {
    frequencyMasks: bandMasks,
    maxFrequencyWidth: bandMaskWidth,
    timeMasks,
    maxTimeWidth: timeMaskWidth,
    seed,
  };
}

function byLabel(clips: readonly Clip[]): Map<string, Clip[]> {
  const classes = new Map<string, Clip[]>();
  for (const clip of clips) {
    const members = classes.get(clip.label);
    if (members) members.push(clip);
    else classes.set(clip.label, [clip]);
  }
  return classes;
}

function rank(clip: Clip, seed: number): number {
  return deriveSeed(seed, 'balance', clip.name);
}
