import { checkCall, describe } from '../../check-call.ts';
import { DspError } from '../../errors.ts';
import { type Random, resolveRandom } from '../../random.ts';
import type { Signal } from '../../signal.ts';
import { requirePositive, requireRange } from '../../validate.ts';
import {
  type AppliedTransform,
  contextNames,
  copyOf,
  type JsonObject,
  requireType,
  type Transform,
} from './transform.ts';

/** What makes a transform out of others. */
export interface SequenceDefinition {
  readonly type: string;
  readonly p: number;
  readonly transforms: readonly Transform[];
  /** Further options, for JSON. */
  readonly options: JsonObject;
  /** Which of the transforms are run, in which order. */
  choose(random: Random): readonly number[];
}

/** Refuses what is no list of transforms. @throws {DspError} `invalid-option` */
export function requireTransforms(call: string, transforms: unknown): asserts transforms is readonly Transform[] {
  if (Array.isArray(transforms) && transforms.length > 0 && transforms.every(isTransform)) return;
  throw new DspError(
    'invalid-option',
    `${call} wants a list of at least one transform, such as [randomGain()]. Received ${describe(transforms)}.`,
  );
}

function isTransform(value: unknown): value is Transform {
  return typeof value === 'object' && value !== null && 'augment' in value && typeof value.augment === 'function';
}

/** Runs chosen transforms one after another, each on what the one before it left, and reports all that they drew. */
export function defineSequence({ type, p, transforms, options, choose }: SequenceDefinition): Transform {
  requireRange('p', p, 0, 1);
  requireTransforms(type, transforms);
  const transformAt = (index: number): Transform => {
    const transform = transforms[index];
    if (transform) return transform;
    throw new DspError(
      'invalid-option',
      `applied must name one of the ${transforms.length} transforms. Received ${index}.`,
    );
  };
  return {
    type,
    augment<S extends Signal>(samples: S, context: Parameters<Transform['augment']>[1]) {
      checkCall(`${type}.augment`, 'signal', samples, context, contextNames);
      const sampleRate = requirePositive('sampleRate', context.sampleRate);
      const random = resolveRandom(context);
      if (!(random() < p)) return { samples: copyOf(samples), applied: null };
      const order = choose(random);
      const applied: (AppliedTransform | null)[] = [];
      let current = samples;
      for (const index of order) {
        const step = transformAt(index).augment(current, { sampleRate, random });
        current = step.samples;
        applied.push(step.applied);
      }
      const done = { order, applied } as unknown as JsonObject;
      return { samples: current === samples ? copyOf(samples) : current, applied: { type, parameters: done } };
    },
    replay<S extends Signal>(samples: S, { sampleRate, applied }: Parameters<Transform['replay']>[1]) {
      let current = copyOf(samples);
      if (applied === null) return current;
      requireType(applied, type);
      const parameters = applied.parameters as unknown as { order: number[]; applied: (AppliedTransform | null)[] };
      parameters.order.forEach((index, i) => {
        current = transformAt(index).replay(current, { sampleRate, applied: parameters.applied[i] ?? null });
      });
      return current;
    },
    toJSON: () => ({ type, p, ...options, transforms: transforms.map((transform) => transform.toJSON()) }),
  };
}

/** The numbers 0 … count − 1 in random order (Fisher and Yates). */
export function drawOrder(random: Random, count: number): number[] {
  const order = Array.from({ length: count }, (_, i) => i);
  for (let i = count - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [order[i], order[j]] = [order[j]!, order[i]!];
  }
  return order;
}
