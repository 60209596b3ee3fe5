import { seedFrom } from '../files/digest.ts';
import type { Settings } from '../settings/settings.ts';
import type { Clip, Example } from './clip.ts';

/** One change of one waveform, with the values it was drawn with, so that it can be written down and made again. */
export type Distortion =
  | { readonly kind: 'noise'; readonly amplitude: number; readonly seed: number }
  | { readonly kind: 'stretch'; readonly rate: number }
  | { readonly kind: 'pitch'; readonly semitones: number };

/** SpecAugment: bands and stretches of time of a spectrogram hidden; `of` is what its waveform is, null as it is. */
export interface Masking {
  readonly kind: 'mask';
  readonly of: Distortion | null;
  readonly bandMasks: number;
  /** Bands, at most. */
  readonly bandMaskWidth: number;
  readonly timeMasks: number;
  /** Frames, at most. */
  readonly timeMaskWidth: number;
  readonly seed: number;
}

/** One change of one clip. */
export type Augmentation = Distortion | Masking;

/** What decides an augmentation plan. */
export type AugmentationSettings = Pick<
  Settings,
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
 * The training examples: every clip as it is, `copies` distorted copies of each, so many more of the rarer classes as
 * `balance` asks for, and `maskedCopies` masked copies of every one of these.
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
    const distortions = [null, ...Array.from({ length: copiesOf.get(clip)! }, (_, copy) => draw(clip, copy, settings))];
    return distortions.flatMap((distortion, which): Example[] => [
      { clip, augmentation: distortion },
      ...Array.from({ length: settings.maskedCopies }, (_, copy) => ({
        clip,
        augmentation: mask(distortion, seedFrom(settings.seed, 'mask', clip.name, which, copy), settings),
      })),
    ]);
  });
}

/** Clips as they are: the validation and the test part. */
export function planEvaluation(clips: readonly Clip[]): Example[] {
  return clips.map((clip) => ({ clip, augmentation: null }));
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
  // Neighbouring copies of one clip differ in kind, and so do the first copies of neighbouring clips.
  const kind = augmentations[(seedFrom(seed, 'kind', clip.name) + copy) % augmentations.length]!;
  const drawn = seedFrom(seed, kind, clip.name, copy);
  const uniform = drawn / 2 ** 32;
  switch (kind) {
    case 'noise':
      return { kind, amplitude: settings.noiseAmplitude, seed: drawn };
    case 'stretch':
      return { kind, rate: settings.stretchMin + uniform * (settings.stretchMax - settings.stretchMin) };
    case 'pitch':
      return { kind, semitones: (2 * uniform - 1) * settings.pitchSemitones };
  }
}

function mask(of: Distortion | null, seed: number, settings: AugmentationSettings): Masking {
  const { bandMasks, bandMaskWidth, timeMasks, timeMaskWidth } = settings;
  return { kind: 'mask', of, bandMasks, bandMaskWidth, timeMasks, timeMaskWidth, seed };
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
  return seedFrom(seed, 'balance', clip.name);
}
