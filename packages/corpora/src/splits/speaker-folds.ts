import { CorporaError } from '../errors.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import { compareLabels, encodeLabels, type Label } from './encode-labels.ts';
import { checkFoldCount } from './k-fold-options.ts';
import { labelsOf, type SplitKey } from './split-key.ts';

/** One fold of {@link speakerFolds}: no speaker is in two of its parts. */
export interface SpeakerFold<T> {
  /** What the model learns from. */
  readonly train: T[];
  /** What early stopping and choices look at; empty without a validation part. */
  readonly validation: T[];
  /** What the model is judged by. */
  readonly test: T[];
  /** Speakers of each part, in the order of their names. */
  readonly speakers: {
    readonly train: readonly Label[];
    readonly validation: readonly Label[];
    readonly test: readonly Label[];
  };
}

/** Options of {@link speakerFolds}. */
export interface SpeakerFoldsOptions<T> {
  /** Number of folds, from 2 to the number of speakers. */
  readonly folds: number;
  /**
   * Seed that deals the speakers, 0 to 2³² − 1.
   *
   * @default 0
   */
  readonly seed?: number | undefined;
  /**
   * A property of the speaker of which every fold gets its share, such as the facet `'sex'`.
   *
   * @default nothing
   */
  readonly balanceBy?: SplitKey<T> | undefined;
  /**
   * Who speaks: a field, or a function of the item.
   *
   * @default 'speaker'
   */
  readonly speakerBy?: SplitKey<T> | undefined;
  /**
   * Where validation material comes from: the test speakers of the next fold (the last fold takes the first), or nowhere.
   *
   * @default 'none'
   */
  readonly validation?: 'none' | 'next-fold' | undefined;
}

/**
 * Speaker-independent folds: every speaker is in exactly one part of a fold, and in one test part of all folds.
 *
 * Speakers are dealt at random; numbers of speakers of any two folds differ by one at most, and so do those of each value
 * of `balanceBy`. Items keep their order.
 *
 * @throws CorporaError `invalid-option` for a bad number of folds or seed, or `next-fold` of fewer than three folds.
 * @throws CorporaError `invalid-items` where an item has no speaker, or `balanceBy` differs within a speaker.
 */
export function speakerFolds<T>(items: readonly T[], options: SpeakerFoldsOptions<T>): SpeakerFold<T>[] {
  const { folds, seed = 0, balanceBy, speakerBy = 'speaker' as SplitKey<T>, validation = 'none' } = options;
  const speakers = encodeLabels(labelsOf(items, speakerBy, 'speakerBy'), 'speakerBy');
  checkFoldCount('folds', folds, speakers.classes.length, 'speakers');
  if (validation === 'next-fold' && folds < 3) {
    throw new CorporaError('invalid-option', `validation 'next-fold' needs at least 3 folds; there are ${folds}.`, {
      field: 'validation',
      received: validation,
    });
  }
  const properties = balanceBy === undefined ? undefined : labelsOf(items, balanceBy, 'balanceBy');
  const strata = strataOf(speakers.classes, speakers.codes, properties);
  const foldOf = deal(strata, speakers.classes.length, folds, new MersenneTwister(seed));

  return Array.from({ length: folds }, (_, f) => {
    const partOf = (speaker: number): 'train' | 'validation' | 'test' => {
      if (foldOf[speaker] === f) return 'test';
      return validation === 'next-fold' && foldOf[speaker] === (f + 1) % folds ? 'validation' : 'train';
    };
    const fold: SpeakerFold<T> = {
      train: [],
      validation: [],
      test: [],
      speakers: { train: [], validation: [], test: [] },
    };
    for (const [s, speaker] of speakers.classes.entries()) (fold.speakers[partOf(s)] as Label[]).push(speaker);
    for (const [i, item] of items.entries()) fold[partOf(speakers.codes[i]!)].push(item);
    return fold;
  });
}

/** Speakers of each value of the property, as indices in order of name; the values from the last name back. */
function strataOf(classes: readonly Label[], codes: Int32Array, properties: readonly Label[] | undefined): number[][] {
  if (properties === undefined) return [[...classes.keys()]];
  const ofSpeaker = new Array<Label | undefined>(classes.length);
  for (const [i, speaker] of codes.entries()) {
    const earlier = ofSpeaker[speaker];
    if (earlier !== undefined && earlier !== properties[i]) {
      throw new CorporaError(
        'invalid-items',
        `balanceBy must be one value per speaker; speaker ${classes[speaker]} has ${earlier} and ${properties[i]}. ` +
          'Take a property of the speaker, such as the sex.',
        { field: 'balanceBy', received: `${earlier}, ${properties[i]}` },
      );
    }
    ofSpeaker[speaker] = properties[i]!;
  }
  const { classes: values, codes: valueCodes } = encodeLabels(ofSpeaker as Label[], 'balanceBy');
  // Any fixed order would do. From the last name back, "male" comes before "female".
  return [...values.keys()]
    .sort((a, b) => compareLabels(values[b]!, values[a]!))
    .map((value) => [...classes.keys()].filter((speaker) => valueCodes[speaker] === value));
}

/**
 * The fold of every speaker. Each stratum is dealt round, smallest folds first, so that the surplus of one stratum meets
 * the lack of another; among equal folds, the odd strata go the other way round.
 */
function deal(strata: readonly number[][], count: number, folds: number, random: MersenneTwister): Int32Array {
  const foldOf = new Int32Array(count);
  const sizes = new Int32Array(folds);
  for (const [s, stratum] of strata.entries()) {
    const direction = s % 2 === 0 ? 1 : -1;
    const order = [...sizes.keys()].sort((a, b) => sizes[a]! - sizes[b]! || direction * (a - b));
    random.shuffle(stratum);
    for (const [i, speaker] of stratum.entries()) {
      const fold = order[i % folds]!;
      foldOf[speaker] = fold;
      sizes[fold]!++;
    }
  }
  return foldOf;
}
