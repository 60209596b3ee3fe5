/** One setting: its default, what it accepts and what it is for. */
export interface Knob<T> {
  readonly default: T;
  readonly help: string;
  /** What is allowed, in words. */
  readonly allowed: string;
  /** The value itself where it is allowed, else undefined. */
  readonly accept: (value: unknown) => T | undefined;
}

interface Range {
  readonly min: number;
  readonly max: number;
}

/** A number from a closed range. */
export function number(initial: number, { min, max }: Range, help: string): Knob<number> {
  return {
    default: initial,
    help,
    allowed: `a number from ${min} to ${max}`,
    accept: (value) => (typeof value === 'number' && value >= min && value <= max ? value : undefined),
  };
}

/** A whole number from a closed range. */
export function integer(initial: number, { min, max }: Range, help: string): Knob<number> {
  return {
    default: initial,
    help,
    allowed: `a whole number from ${min} to ${max}`,
    accept: (value) =>
      Number.isInteger(value) && (value as number) >= min && (value as number) <= max ? (value as number) : undefined,
  };
}

/** A whole number from a closed range, or null. */
export function optionalInteger(initial: number | null, range: Range, help: string): Knob<number | null> {
  const inner = integer(0, range, help);
  return {
    default: initial,
    help,
    allowed: `${inner.allowed}, or null`,
    accept: (value) => (value === null ? null : inner.accept(value)),
  };
}

/** One of some words. */
export function oneOf<const T extends string>(initial: NoInfer<T>, values: readonly T[], help: string): Knob<T> {
  return {
    default: initial,
    help,
    allowed: values.join(' | '),
    accept: (value) => values.find((known) => known === value),
  };
}

/** Some of some words, in the order given. */
export function listOf<const T extends string>(
  initial: readonly NoInfer<T>[],
  values: readonly T[],
  help: string,
): Knob<readonly T[]> {
  return {
    default: initial,
    help,
    allowed: `a list of ${values.join(', ')}`,
    accept: (value) =>
      Array.isArray(value) && value.length > 0 && value.every((item) => values.includes(item))
        ? (value as T[])
        : undefined,
  };
}
