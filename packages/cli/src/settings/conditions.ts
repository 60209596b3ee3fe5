/** Settings as a condition sees them: by name, whatever the table holds. */
type Values = Readonly<Record<string, unknown>>;

/** What has to be so for a setting to have any effect. */
export interface Condition {
  readonly holds: (settings: Values) => boolean;
  /** The condition in words: `scaling is fixed-range`. */
  readonly words: string;
  /** Values that make it so, for the tests. */
  readonly example: Values;
}

/** A setting has one of some values. */
export function is(key: string, ...values: readonly unknown[]): Condition {
  return {
    holds: (settings) => values.includes(settings[key]),
    words: `${key} is ${values.join(' or ')}`,
    example: { [key]: values[0] },
  };
}

/** A setting has any value but one; `such` is another. */
export function isNot(key: string, value: unknown, such: unknown, words = `${key} is not ${value}`): Condition {
  return { holds: (settings) => settings[key] !== value, words, example: { [key]: such } };
}

/** A setting that counts is above 0. */
export function isAboveZero(key: string): Condition {
  return { holds: (settings) => (settings[key] as number) > 0, words: `${key} is above 0`, example: { [key]: 1 } };
}

/** A list holds a word. */
export function has(key: string, word: string): Condition {
  return {
    holds: (settings) => (settings[key] as readonly string[]).includes(word),
    words: `${key} has ${word}`,
    example: { [key]: [word] },
  };
}

/** All of some conditions hold. */
export function all(...conditions: readonly Condition[]): Condition {
  return {
    holds: (settings) => conditions.every(({ holds }) => holds(settings)),
    words: conditions.map(({ words }) => words).join(', and '),
    example: Object.assign({}, ...conditions.map(({ example }) => example)),
  };
}

/** One of some conditions holds; the first gives the example. */
export function any(...conditions: readonly [Condition, ...Condition[]]): Condition {
  return {
    holds: (settings) => conditions.some(({ holds }) => holds(settings)),
    words: conditions.map(({ words }) => words).join(', or '),
    example: conditions[0].example,
  };
}
