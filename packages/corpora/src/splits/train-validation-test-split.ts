import { CorporaError } from '../errors.ts';
import { MersenneTwister } from '../random/mersenne-twister.ts';
import { approximateMode } from './approximate-mode.ts';
import { type EncodedLabels, encodeLabels, type Label } from './encode-labels.ts';
import { labelsOf, type SplitKey } from './split-key.ts';

/** Three parts; each keeps the order of the items. */
export interface ThreeWaySplit<T> {
  /** What the model learns from. */
  readonly train: T[];
  /** What early stopping and choices look at. */
  readonly validation: T[];
  /** What the model is judged by, once. */
  readonly test: T[];
}

/** Options of {@link trainValidationTestSplit}. */
export interface TrainValidationTestSplitOptions<T> {
  /**
   * What stays together in one part: `'speaker'`, or a function of the item. `null` lets every item go its own way, which
   * puts most speakers on all sides.
   */
  readonly groupBy: SplitKey<T> | null;
  /**
   * What every part holds in the same shares: with groups a property of the group, as `'sex'` of speakers; without
   * groups a class, as `'label'`.
   *
   * @default nothing
   */
  readonly stratifyBy?: SplitKey<T> | undefined;
  /**
   * Test part: a share of the groups (without groups: of the items) between 0 and 1, rounded up, or a count of them.
   *
   * @default 0.2
   */
  readonly testSize?: number | undefined;
  /**
   * Validation part, as `testSize`.
   *
   * @default 0.2
   */
  readonly validationSize?: number | undefined;
  /**
   * Seed of the draw, 0 to 2³² − 1.
   *
   * @default 0
   */
  readonly seed?: number | undefined;
}

/**
 * Splits items into training, validation and test parts, with no group in two parts.
 *
 * Early stopping looks at the validation part: stopping by the test part makes its score too good.
 * Shares are exact up to whole groups, by largest remainders (as in `trainTestSplit`); scikit-learn has no counterpart.
 *
 * @throws CorporaError `invalid-option` where the sizes leave nothing to train on.
 * @throws CorporaError `invalid-items` where `stratifyBy` differs within a group, or a label is missing.
 */
export function trainValidationTestSplit<T>(
  items: readonly T[],
  options: TrainValidationTestSplitOptions<T>,
): ThreeWaySplit<T> {
  const { groupBy, stratifyBy, testSize = 0.2, validationSize = 0.2, seed = 0 } = options;
  const groups =
    groupBy === null ? everyItem(items.length) : encodeLabels(labelsOf(items, groupBy, 'groupBy'), 'groupBy');
  const count = groups.classes.length;
  const test = sizeOf('testSize', testSize, count);
  const validation = sizeOf('validationSize', validationSize, count);
  if (test + validation >= count) {
    throw new CorporaError(
      'invalid-option',
      `${test} test and ${validation} validation groups of ${count} leave none to train on; take smaller sizes.`,
      { field: 'testSize', received: `${testSize} + ${validationSize}` },
    );
  }
  const strata = strataOf(groups, stratifyBy === undefined ? undefined : labelsOf(items, stratifyBy, 'stratifyBy'));
  const random = new MersenneTwister(seed);
  const testCounts = approximateMode(strata.counts, test, random);
  const validationCounts = approximateMode(
    strata.counts.map((members, s) => members - testCounts[s]!),
    validation,
    random,
  );
  const partOf = new Array<keyof ThreeWaySplit<T>>(count).fill('train');
  for (let s = 0; s < strata.counts.length; s++) {
    const members = Array.from(strata.codes.keys()).filter((group) => strata.codes[group] === s);
    random.shuffle(members);
    for (const [i, group] of members.slice(0, testCounts[s]! + validationCounts[s]!).entries()) {
      partOf[group] = i < testCounts[s]! ? 'test' : 'validation';
    }
  }
  const split: ThreeWaySplit<T> = { train: [], validation: [], test: [] };
  for (const [i, item] of items.entries()) split[partOf[groups.codes[i]!]!].push(item);
  return split;
}

type Groups = Pick<EncodedLabels, 'classes' | 'codes'>;

function everyItem(count: number): Groups {
  const codes = Int32Array.from({ length: count }, (_, i) => i);
  return { classes: Array.from(codes), codes };
}

function sizeOf(option: string, size: number, groups: number): number {
  if (size > 0 && size < 1) return Math.ceil(size * groups);
  if (Number.isInteger(size) && size >= 1) return size;
  throw new CorporaError(
    'invalid-option',
    `${option} must be a share between 0 and 1 or a whole number of groups; received ${size}.`,
    { field: option, received: String(size) },
  );
}

/** The stratum of every group: one for all without labels. */
function strataOf(groups: Groups, labels: readonly Label[] | undefined): Pick<EncodedLabels, 'codes' | 'counts'> {
  const count = groups.classes.length;
  if (labels === undefined) return { codes: new Int32Array(count), counts: Int32Array.of(count) };
  const ofGroup = new Array<Label | undefined>(count);
  for (const [i, group] of groups.codes.entries()) {
    const label = labels[i]!;
    const earlier = ofGroup[group];
    if (earlier !== undefined && earlier !== label) {
      throw new CorporaError(
        'invalid-items',
        `stratifyBy must be one value per group; group ${groups.classes[group]} has ${earlier} and ${label}. ` +
          'Take a property of the group, such as the sex of a speaker.',
        { field: 'stratifyBy', received: `${earlier}, ${label}` },
      );
    }
    ofGroup[group] = label;
  }
  return encodeLabels(ofGroup as Label[], 'stratifyBy');
}
