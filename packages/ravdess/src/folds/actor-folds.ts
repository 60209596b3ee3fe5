import { CorporaError, speakerFolds } from '@ser/corpora';
import { RavdessError } from '../errors.ts';
import { sexOf } from '../labels.ts';
import { type HasRecording, recordingOf } from '../recording.ts';
import { ACTOR_PRESETS, type ActorPresetFold, type ActorPresetName } from './actor-presets.ts';

/** One fold of {@link actorFolds}: no actor is in two of its parts. */
export interface ActorFold<T> {
  /** What the model learns from. */
  readonly train: T[];
  /** What early stopping and choices look at; empty without a validation part. */
  readonly validation: T[];
  /** What the model is judged by. */
  readonly test: T[];
  /** Actors of each part, ascending. */
  readonly actors: {
    readonly train: readonly number[];
    readonly validation: readonly number[];
    readonly test: readonly number[];
  };
}

/** Options of {@link actorFolds}: a published split by name, or a number of folds. */
export type ActorFoldsOptions = ActorFoldsCommonOptions &
  (
    | {
        /** A published split; `leave-one-actor-out` tests every actor alone. */
        readonly preset: ActorPresetName;
        readonly folds?: undefined;
        readonly seed?: undefined;
      }
    | {
        /** Number of folds, from 2 to the number of actors. */
        readonly folds: number;
        readonly preset?: undefined;
        /**
         * Seed that deals the actors, 0 to 2³² − 1.
         *
         * @default 0
         */
        readonly seed?: number | undefined;
      }
  );

/** Options of both kinds of folds. */
export interface ActorFoldsCommonOptions {
  /**
   * Where validation material comes from: the test actors of the next fold (the last fold takes the first), or nowhere.
   * A preset with validation actors of its own keeps them.
   *
   * @default 'none'
   */
  readonly validation?: 'none' | 'next-fold' | undefined;
}

/**
 * Speaker-independent folds: every actor is in exactly one part of a fold, and in one test part of all folds.
 *
 * `folds` deals the actors at random, balanced by sex; `preset` gives a published split, so that results compare with
 * the literature. Items keep their order.
 *
 * @throws RavdessError `invalid-option` for an unknown preset, a bad number of folds, or `next-fold` of a single fold.
 * @throws RavdessError `invalid-items` where an actor is not in the preset, or a fold's test part would be empty.
 */
export function actorFolds<T extends HasRecording>(items: readonly T[], options: ActorFoldsOptions): ActorFold<T>[] {
  const present = [...new Set(items.map((item) => recordingOf(item).actor))].sort((a, b) => a - b);
  const plan = withValidation(planOf(present, options), options.validation ?? 'none');
  return plan.map(({ test, validation }, f) => {
    const actors = {
      train: present.filter((actor) => !test.includes(actor) && !validation.includes(actor)),
      validation: present.filter((actor) => validation.includes(actor)),
      test: present.filter((actor) => test.includes(actor)),
    };
    for (const part of ['train', 'test'] as const) {
      if (actors[part].length === 0) {
        throw new RavdessError(
          'invalid-items',
          `The ${part} part of fold ${f + 1} would be empty: no item is by any of its actors; present are ${present.join(', ')}. ` +
            'Give the whole corpus, or `folds` instead of a preset.',
          { field: 'items', received: `actors ${present.join(', ')}` },
        );
      }
    }
    const of = (part: readonly number[]): T[] => items.filter((item) => part.includes(recordingOf(item).actor));
    return { train: of(actors.train), validation: of(actors.validation), test: of(actors.test), actors };
  });
}

function planOf(present: readonly number[], options: ActorFoldsOptions): readonly ActorPresetFold[] {
  if (options.preset === undefined) {
    const { folds, seed = 0 } = options;
    if (!Number.isInteger(folds) || folds < 2 || folds > present.length) {
      throw new RavdessError(
        'invalid-option',
        `folds must be a whole number from 2 to the number of actors, ${present.length}; received ${folds}.`,
        { field: 'folds', received: String(folds), allowed: `2 to ${present.length}` },
      );
    }
    return dealActors(present, folds, seed).map((test) => ({ test, validation: [] }));
  }
  if (options.preset === 'leave-one-actor-out') return present.map((actor) => ({ test: [actor], validation: [] }));
  const preset = Object.hasOwn(ACTOR_PRESETS, options.preset) ? ACTOR_PRESETS[options.preset] : undefined;
  if (preset === undefined) {
    const names = [...Object.keys(ACTOR_PRESETS), 'leave-one-actor-out'].join(', ');
    throw new RavdessError('invalid-option', `preset must be one of ${names}; received ${String(options.preset)}.`, {
      field: 'preset',
      received: String(options.preset),
      allowed: names,
    });
  }
  const foreign = present.filter((actor) => actor > 24);
  if (foreign.length > 0) {
    throw new RavdessError(
      'invalid-items',
      `The preset ${options.preset} knows actors 1 to 24; the items also have ${foreign.join(', ')}. Leave them out, or use \`folds\`.`,
      { field: 'preset', received: foreign.join(', '), allowed: '1 to 24' },
    );
  }
  return preset.folds;
}

/** The test actors of every fold, balanced by sex. */
function dealActors(present: readonly number[], folds: number, seed: number): number[][] {
  try {
    return speakerFolds(present, { folds, seed, speakerBy: (actor) => actor, balanceBy: sexOf }).map(
      ({ test }) => test,
    );
  } catch (error) {
    if (!CorporaError.isInstance(error) || error.code !== 'invalid-option') throw error;
    const { message, field, received, allowed } = error;
    throw new RavdessError('invalid-option', message, { field, received, allowed, cause: error });
  }
}

function withValidation(
  plan: readonly ActorPresetFold[],
  validation: 'none' | 'next-fold',
): readonly ActorPresetFold[] {
  if (validation === 'none' || plan.some((fold) => fold.validation.length > 0)) return plan;
  if (plan.length < 3) {
    throw new RavdessError(
      'invalid-option',
      `validation 'next-fold' needs at least 3 folds; there are ${plan.length}.`,
      {
        field: 'validation',
        received: validation,
      },
    );
  }
  return plan.map(({ test }, f) => ({ test, validation: plan[(f + 1) % plan.length]!.test }));
}
