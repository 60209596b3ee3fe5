import type { Condition } from './conditions.ts';

/** The stages of a run that settings decide, in order. What decides a stage decides all that follow it. */
export const DECIDED_STAGES = ['split', 'plan', 'features', 'embeddings', 'training', 'fine-tuning'] as const;

/** Name of such a stage. */
export type DecidedStage = (typeof DECIDED_STAGES)[number];

/** What every declaration tells. */
interface Common<T> {
  readonly default: T;
  /** Another value, which the tests turn the setting to. */
  readonly example: T;
  readonly help: string;
  /** What has to be so for the setting to have any effect. @default always */
  readonly when?: Condition;
  /** Placeholder of its value, where it is an option of the command line by itself: `--seed N`. @default none */
  readonly option?: string;
}

/** One setting: its default, what it accepts, what it is for and when it acts. */
export interface Setting<T> extends Common<T> {
  /** What is allowed, in words. */
  readonly allowed: string;
  /** The value itself where it is allowed, else undefined. */
  readonly accept: (value: unknown) => T | undefined;
}

/** Settings that belong together, under one heading of the help. */
export interface SettingGroup {
  /** The first stage whose result they decide. */
  readonly stage: DecidedStage;
  readonly settings: Readonly<Record<string, Setting<unknown>>>;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

interface Words<T extends string> {
  readonly values: readonly T[];
}

function isIn({ min, max }: Range, value: unknown): value is number {
  return typeof value === 'number' && value >= min && value <= max;
}

function isWhole(range: Range, value: unknown): value is number {
  return Number.isInteger(value) && isIn(range, value);
}

/** A number from a closed range. */
export function number({ min, max, ...own }: Common<number> & Range): Setting<number> {
  const accept = (value: unknown): number | undefined => (isIn({ min, max }, value) ? value : undefined);
  return { ...own, allowed: `a number from ${min} to ${max}`, accept };
}

/** A whole number from a closed range. */
export function integer({ min, max, ...own }: Common<number> & Range): Setting<number> {
  const accept = (value: unknown): number | undefined => (isWhole({ min, max }, value) ? value : undefined);
  return { ...own, allowed: `a whole number from ${min} to ${max}`, accept };
}

/** A whole number from a closed range, or null. */
export function optionalInteger({ min, max, ...own }: Common<number | null> & Range): Setting<number | null> {
  return {
    ...own,
    allowed: `a whole number from ${min} to ${max}, or null`,
    accept: (value) => (value === null || isWhole({ min, max }, value) ? value : undefined),
  };
}

/** One of some words, or a whole number from a closed range. */
export function wordOrInteger<const T extends string>({
  values,
  min,
  max,
  ...own
}: Common<NoInfer<T> | number> & Words<T> & Range): Setting<T | number> {
  return {
    ...own,
    allowed: `${values.join(' | ')}, or a whole number from ${min} to ${max}`,
    accept: (value) => values.find((known) => known === value) ?? (isWhole({ min, max }, value) ? value : undefined),
  };
}

/** One of some words. */
export function oneOf<const T extends string>({ values, ...own }: Common<NoInfer<T>> & Words<T>): Setting<T> {
  return { ...own, allowed: values.join(' | '), accept: (value) => values.find((known) => known === value) };
}

/** A name that is looked up where it is known what there is: letters, digits and hyphens. */
export function word({ words, ...own }: Common<string> & { readonly words: string }): Setting<string> {
  return {
    ...own,
    allowed: words,
    accept: (value) => (typeof value === 'string' && /^[a-z0-9][a-z0-9-]*$/i.test(value) ? value : undefined),
  };
}

/** What a list may hold besides its words. */
interface Other<O> {
  readonly accept: (value: unknown) => value is O;
  readonly words: string;
}

/** Some of some words, and what `other` accepts, in the order given; one alone may stand without its list. */
export function listOf<const T extends string, O>({
  values,
  other,
  ...own
}: Common<readonly (NoInfer<T> | NoInfer<O>)[]> & Words<T> & { readonly other: Other<O> }): Setting<
  readonly (T | O)[]
> {
  return {
    ...own,
    allowed: `a list of ${values.join(', ')}, or ${other.words}`,
    accept: (value) => {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      const isKnown = (item: unknown): boolean => values.some((known) => known === item) || other.accept(item);
      return items.length > 0 && items.every(isKnown) ? (items as (T | O)[]) : undefined;
    },
  };
}

/** Whole numbers from a closed range, in the order given, or none; one alone may stand without its list. */
export function integers({ min, max, ...own }: Common<readonly number[]> & Range): Setting<readonly number[]> {
  return {
    ...own,
    allowed: `a list of whole numbers from ${min} to ${max}, which may be empty: []`,
    accept: (value) => {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      return items.every((item) => isWhole({ min, max }, item)) ? (items as number[]) : undefined;
    },
  };
}

/** One of some words, or `prefix:name`. */
export function wordOrPrefixed<const T extends string, const P extends string>({
  values,
  prefix,
  name,
  ...own
}: Common<NoInfer<T> | `${NoInfer<P>}:${string}`> & Words<T> & { readonly prefix: P; readonly name: string }): Setting<
  T | `${P}:${string}`
> {
  return {
    ...own,
    allowed: `${values.join(' | ')} | ${prefix}:${name}`,
    accept: (value) => {
      const isPrefixed =
        typeof value === 'string' && value.startsWith(`${prefix}:`) && value.length > prefix.length + 1;
      return isPrefixed ? (value as `${P}:${string}`) : values.find((known) => known === value);
    },
  };
}
