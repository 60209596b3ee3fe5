import { ModelsError } from '../errors.ts';

/** The names of an options type, each once: the compiler refuses a list that lacks one or has one too many. */
export type OptionNames<T> = { readonly [K in keyof T]-?: true };

/**
 * Asserts that options are one object whose keys a function knows; keys that hold `undefined` count as left out.
 *
 * @throws {ModelsError} `invalid-option` for anything that is no object of options, and for unknown names, with the spelling
 * that was probably meant.
 */
export function checkOptions(call: string, options: unknown, names: Readonly<Record<string, true>>): void {
  if (typeof options !== 'object' || options === null || 'length' in options) {
    const received = options === null || typeof options !== 'object' ? String(options) : kindOf(options);
    throw new ModelsError(
      'invalid-option',
      `${call} takes its options as one object, { ${Object.keys(names).slice(0, 3).join(', ')}, … }. Received ${received.slice(0, 60)}.`,
    );
  }
  for (const [key, value] of Object.entries(options)) {
    if (Object.hasOwn(names, key) || value === undefined) continue;
    const spelled = Object.keys(names).find((name) => plain(name) === plain(key));
    const meant = spelled ?? aliases[plain(key)];
    const advice =
      meant !== undefined && Object.hasOwn(names, meant)
        ? `Did you mean ${meant}?`
        : `It takes ${Object.keys(names).join(', ').slice(0, 250)}.`;
    throw new ModelsError('invalid-option', `${call} has no option ${JSON.stringify(key.slice(0, 40))}. ${advice}`);
  }
}

/** What a value is, by its tag: arrays of another window or context count too. */
export function kindOf(value: unknown): string {
  if (value === null || typeof value !== 'object') return value === undefined ? 'nothing' : `a ${typeof value}`;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  return tag === 'Array' ? 'an array' : tag === 'Object' ? 'an object' : `a ${tag}`;
}

/** Whether a value is a Float32Array, of whichever realm. */
export function isFloat32(value: unknown): value is Float32Array {
  return Object.prototype.toString.call(value) === '[object Float32Array]';
}

/** What Keras calls an option. */
const aliases: Readonly<Record<string, string>> = {
  classweight: 'classWeights',
  sampleweight: 'sampleWeights',
  validationdata: 'validation',
  callbacks: 'earlyStopping',
  numclasses: 'classes',
  lr: 'learningRate',
  batch: 'batchSize',
};

function plain(name: string): string {
  return name.replaceAll('_', '').toLowerCase();
}
