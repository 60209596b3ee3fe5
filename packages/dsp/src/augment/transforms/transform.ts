import { checkCall, checkOptions, type OptionNames } from '../../check-call.ts';
import { DspError } from '../../errors.ts';
import { type Random, type RandomSource, resolveRandom } from '../../random.ts';
import { type OwnedSignal, requireFinite, type Signal } from '../../signal.ts';
import { requirePositive, requireRange } from '../../validate.ts';

/** A value that JSON can hold. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** An object that JSON can hold. */
export type JsonObject = { readonly [key: string]: Json };

/** What a transform did to one clip: all that is needed to do it again. Plain JSON. */
export interface AppliedTransform {
  /** Type of the transform. */
  readonly type: string;
  /** What it drew. */
  readonly parameters: JsonObject;
}

/** What a transform needs to know: the sample rate, and a `seed` or a `random` function. */
export type AugmentContext = RandomSource & {
  /** Sample rate of the clip in Hz. */
  readonly sampleRate: number;
};

/** What to repeat, and on which clip. */
export interface ReplayContext {
  /** Sample rate of the clip in Hz. */
  readonly sampleRate: number;
  /** What the transform reported. */
  readonly applied: AppliedTransform | null;
}

/** A clip after a transform. */
export interface Augmented<S extends Signal> {
  /** The new signal. */
  readonly samples: S;
  /** What was done; null where chance passed the clip over. */
  readonly applied: AppliedTransform | null;
}

/** A description of a transform, for a file: its type, its probability and its options. See {@link transformFromJson}. */
export type TransformJson = JsonObject & { readonly type: string; readonly p: number };

/** A random change of a signal: it draws parameters, applies them, and says which. It keeps no state. */
export interface Transform {
  /** What it does, in one word. */
  readonly type: string;
  /** Draws and applies. The same seed gives the same bytes, on every engine and version. */
  augment<S extends Signal>(samples: S, context: AugmentContext): Augmented<S>;
  /** Applies what was drawn before: to another channel of the clip, or to a clip that belongs to it. */
  replay<S extends Signal>(samples: S, context: ReplayContext): S;
  /** The description that `JSON.stringify` writes. */
  toJSON(): TransformJson;
}

/** Option that every transform has. */
export interface ProbabilityOption {
  /**
   * Probability with which a clip is changed, 0 … 1.
   * @default 0.5
   */
  readonly p?: number;
}

/** What makes a {@link Transform}; `P` is what it draws. */
export interface TransformDefinition<P extends JsonObject> {
  /** What it does, in one word. */
  readonly type: string;
  /** Probability with which a clip is changed, 0 … 1. */
  readonly p: number;
  /** Options, defaults filled in, for {@link Transform.toJSON}. */
  readonly options: JsonObject;
  /** Draws parameters for a clip that is not empty. */
  draw(samples: Signal, sampleRate: number, random: Random): P;
  /** Applies them. */
  apply<S extends Signal>(samples: S, sampleRate: number, parameters: P): S;
}

const names: OptionNames<TransformDefinition<JsonObject>> = {
  type: true,
  p: true,
  options: true,
  draw: true,
  apply: true,
};
/** Names of what a transform is told about a clip. */
export const contextNames: OptionNames<AugmentContext> = { sampleRate: true, seed: true, random: true };

/**
 * Makes a transform of one's own, to be composed with the others.
 *
 * @throws {DspError} `invalid-option` if `p` is not a probability.
 */
export function defineTransform<P extends JsonObject>(definition: TransformDefinition<P>): Transform {
  checkOptions('defineTransform', definition, names);
  const { type, p, options } = definition;
  requireRange('p', p, 0, 1);
  return {
    type,
    augment(samples, context) {
      const sampleRate = requirePositive('sampleRate', context.sampleRate);
      checkCall(`${type}.augment`, 'signal', samples, context, contextNames);
      requireFinite(samples);
      const random = resolveRandom(context);
      // The chance is drawn for every clip, so that a clip that is passed over takes as much of the stream as p = 1 would.
      const chosen = random() < p;
      if (!chosen || samples.length === 0) return { samples: copyOf(samples), applied: null };
      const parameters = definition.draw(samples, sampleRate, random);
      return { samples: definition.apply(samples, sampleRate, parameters), applied: { type, parameters } };
    },
    replay(samples, { sampleRate, applied }) {
      requirePositive('sampleRate', sampleRate);
      requireFinite(samples);
      if (applied === null || samples.length === 0) return copyOf(samples);
      requireType(applied, type);
      return definition.apply(samples, sampleRate, applied.parameters as P);
    },
    toJSON: () => ({ type, p, ...options }),
  };
}

/** A new signal with the same samples. */
export function copyOf<S extends Signal>(samples: S): OwnedSignal<S> {
  return samples.slice() as OwnedSignal<S>;
}

/** Throws unless `applied` came from a transform of this type. @throws DspError `invalid-option` */
export function requireType(applied: AppliedTransform, type: string): void {
  if (applied.type === type) return;
  throw new DspError(
    'invalid-option',
    `applied must come from a transform of type '${type}'. Received '${String(applied.type)}'.`,
  );
}
