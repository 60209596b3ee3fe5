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

/** One of some words, or a whole number from a closed range. */
export function wordOrInteger<const T extends string>(
  initial: NoInfer<T> | number,
  words: readonly T[],
  range: Range,
  help: string,
): Knob<T | number> {
  const inner = integer(0, range, help);
  return {
    default: initial,
    help,
    allowed: `${words.join(' | ')}, or ${inner.allowed}`,
    accept: (value) => words.find((known) => known === value) ?? inner.accept(value),
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

/** Some of some words, in the order given; one alone may stand without its list. */
export function listOf<const T extends string>(
  initial: readonly NoInfer<T>[],
  values: readonly T[],
  help: string,
): Knob<readonly T[]> {
  return {
    default: initial,
    help,
    allowed: `a list of ${values.join(', ')}`,
    accept: (value) => {
      const items = Array.isArray(value) ? value : [value];
      return items.length > 0 && items.every((item) => values.includes(item)) ? (items as T[]) : undefined;
    },
  };
}

/** Whole numbers from a closed range, in the order given, or none; one alone may stand without its list. */
export function integers(initial: readonly number[], range: Range, help: string): Knob<readonly number[]> {
  const inner = integer(0, range, help);
  return {
    default: initial,
    help,
    allowed: `a list of whole numbers from ${range.min} to ${range.max}, which may be empty: []`,
    accept: (value) => {
      const items: unknown[] = Array.isArray(value) ? value : [value];
      return items.every((item) => inner.accept(item) !== undefined) ? (items as number[]) : undefined;
    },
  };
}

/** One of some words, or `prefix:name`. */
export function wordOrPrefixed<const T extends string, const P extends string>(
  initial: NoInfer<T>,
  { words, prefix, name }: { readonly words: readonly T[]; readonly prefix: P; readonly name: string },
  help: string,
): Knob<T | `${P}:${string}`> {
  return {
    default: initial,
    help,
    allowed: `${words.join(' | ')} | ${prefix}:${name}`,
    accept: (value) => {
      const isPrefixed =
        typeof value === 'string' && value.startsWith(`${prefix}:`) && value.length > prefix.length + 1;
      return isPrefixed ? (value as `${P}:${string}`) : words.find((known) => known === value);
    },
  };
}
