/**
 * Whether speakers of the test part are in the training part: all of them, some, or none. `untold` where no shared speaker
 * is seen but not every speaker is told, so that nobody can say that there is none.
 */
export type KnownSpeakers = 'all' | 'some' | 'none' | 'untold';

interface Spoken {
  readonly speaker?: string | undefined;
}

/** The two parts of a split that decide it. */
export interface TrainAndTest {
  readonly train: readonly Spoken[];
  readonly test: readonly Spoken[];
}

/**
 * Are the test part's speakers in the training part?
 *
 * @param splits One split, or every fold of a cross-validation, each looked at by itself.
 */
export function knownSpeakers(splits: readonly TrainAndTest[]): KnownSpeakers {
  const answers = new Set(splits.map(ofSplit));
  const [only = 'untold'] = answers;
  if (answers.size <= 1) return only;
  return answers.has('all') || answers.has('some') ? 'some' : 'untold';
}

function ofSplit({ train, test }: TrainAndTest): KnownSpeakers {
  const trained = new Set(train.map(({ speaker }) => speaker));
  const isTold = !trained.has(undefined) && test.every(({ speaker }) => speaker !== undefined);
  const known = test.filter(({ speaker }) => speaker !== undefined && trained.has(speaker)).length;
  if (known > 0) return known === test.length ? 'all' : 'some';
  return isTold && train.length > 0 && test.length > 0 ? 'none' : 'untold';
}
