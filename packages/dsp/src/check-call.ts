import { DspError } from './errors.ts';
import { isSignal, typedArrayName } from './signal.ts';
import { isStrided } from './strided-array.ts';

type KeysOfAny<T> = T extends unknown ? keyof T : never;

/** The names of an options type, each once: the compiler refuses a list that lacks one or has one too many. */
export type OptionNames<T> = Readonly<Record<KeysOfAny<T>, true>>;

/** What a function may be given first. */
const wants = {
  signal: 'a signal: a Float32Array or Float64Array of samples',
  matrix: 'a matrix [bands, frames]',
  'signal or matrix': 'a signal (Float32Array or Float64Array) or in its place a matrix [bins, frames]',
  values: 'a Float32Array, a Float64Array or a matrix',
} as const;

/** Kinds of a first argument that {@link checkCall} knows. */
export type InputKind = keyof typeof wants;

/**
 * Looks at what a public function was given, before anything is computed.
 *
 * @throws DspError `invalid-signal` for a first argument of another type, `invalid-option` for options that are no object and
 * for names that the function does not know; the message names what came, what is wanted, and the spelling.
 */
export function checkCall(
  call: string,
  kind: InputKind,
  input: unknown,
  options: unknown,
  names: Readonly<Record<string, true>>,
): void {
  const isRight =
    (kind !== 'matrix' && isSignal(input)) || (kind !== 'signal' && isStrided(input) && isSignal(input.data));
  if (!isRight) throw inputError(call, wants[kind], input);
  checkOptions(call, options, names);
}

/** The error for a first argument of a wrong type. */
export function inputError(call: string, wanted: string, input: unknown): DspError {
  return new DspError(
    'invalid-signal',
    `${call} wants ${wanted}. Received ${describe(input)}. ${remedy(call, input)}`.trim(),
  );
}

/**
 * Refuses options that are no object, and names that are not among `names`. The sample rate is a fact of the signal and does no
 * harm where it is not needed, so that one object of settings may go to every feature.
 *
 * @throws DspError `invalid-option`
 */
export function checkOptions(call: string, options: unknown, names: Readonly<Record<string, true>>): void {
  if (Object.prototype.toString.call(options) !== '[object Object]') {
    const known = Object.keys(names).slice(0, 3).join(', ');
    throw new DspError(
      'invalid-option',
      `${call} takes its options as one object behind the data: ${call}(…, { ${known} }). Received ${describe(options)}.`,
    );
  }
  for (const [key, value] of Object.entries(options as object)) {
    if (Object.hasOwn(names, key) || value === undefined || key === 'sampleRate') continue;
    const meant = Object.keys(names).find((name) => plain(name) === plain(key)) ?? alias(key);
    const advice = dataNames.includes(key)
      ? `The data is the first argument: ${call}(${key}, { … }).`
      : meant !== undefined && Object.hasOwn(names, meant)
        ? `Did you mean ${meant}?`
        : `It knows ${listed(Object.keys(names))}.`;
    throw new DspError('invalid-option', `${call} has no option ${JSON.stringify(key.slice(0, 40))}. ${advice}`);
  }
}

/** Names by which the field calls the data itself. */
const dataNames: readonly string[] = ['y', 'S', 'samples', 'signal', 'audio', 'data'];

/** Other names under which the field knows an option. */
const aliases: Readonly<Record<string, string>> = {
  sr: 'sampleRate',
  fs: 'sampleRate',
  samplingrate: 'sampleRate',
  rate: 'sampleRate',
  origsr: 'from',
  targetsr: 'to',
  hop: 'hopLength',
  framelength: 'nFft',
  nbands: 'nMels',
  melbands: 'nMels',
  nfilters: 'nMels',
  semitones: 'nSteps',
  snr: 'snrDb',
};

const plain = (name: string): string => name.replaceAll('_', '').toLowerCase();
const alias = (name: string): string | undefined => {
  const key = plain(name);
  return Object.hasOwn(aliases, key) ? aliases[key] : undefined;
};

function listed(names: readonly string[]): string {
  if (names.length === 0) return 'none';
  return names.length <= 14 ? names.join(', ') : `${names.slice(0, 14).join(', ')} and ${names.length - 14} more`;
}

/** What a value is, in a few words; never its content, which may be long. */
export function describe(value: unknown): string {
  if (value === null || value === undefined) return String(value);
  const name = typedArrayName(value);
  if (name) return `${article(name)} of ${(value as unknown as ArrayLike<unknown>).length} values`;
  if (Array.isArray(value)) {
    const inner = value.length === 0 ? '' : ` of ${value.length} values, the first ${describe(value[0])}`;
    return `an array${inner}`.slice(0, 120);
  }
  if (typeof value === 'string') return `the text ${JSON.stringify(value.slice(0, 30))}`;
  if (typeof value === 'number' || typeof value === 'boolean' || typeof value === 'bigint')
    return `${typeof value} ${value}`;
  if (typeof value !== 'object') return `a ${typeof value}`;
  const tag = Object.prototype.toString.call(value).slice(8, -1);
  if (tag !== 'Object') return article(tag);
  if (isStrided(value)) return `an array of shape [${value.shape.slice(0, 6).join(', ')}] over ${describe(value.data)}`;
  const keys = Object.keys(value);
  return keys.length === 0 ? 'an object' : `an object with ${listed(keys.slice(0, 5).map((key) => key.slice(0, 20)))}`;
}

const article = (noun: string): string => `${/^[AEIOU]/.test(noun) ? 'an' : 'a'} ${noun}`;

/** What to write in place of a wrong first argument. */
function remedy(call: string, value: unknown): string {
  const name = typedArrayName(value);
  if (
    name === 'Uint8Array' ||
    name === 'Uint8ClampedArray' ||
    isTagged(value, 'ArrayBuffer', 'Blob', 'File', 'DataView')
  ) {
    return 'If these are the bytes of a file, decode them first: loadAudio(bytes).';
  }
  if (name === 'Int16Array' || name === 'Int32Array' || name === 'Int8Array') {
    const full = { Int8Array: 128, Int16Array: 32768, Int32Array: 2147483648 }[name];
    return `Scale integers to [-1, 1] first: Float32Array.from(samples, (x) => x / ${full}).`;
  }
  if (name) return 'Convert it first: Float64Array.from(values, Number).';
  if (Array.isArray(value)) {
    if (typeof value[0] === 'number') return `Write ${call}(Float64Array.from(values), …).`;
    if (ArrayBuffer.isView(value[0]))
      return `For channels, give one of them, or their mean: ${call}(toMono(channels), …).`;
    return '';
  }
  if (typeof value !== 'object' || value === null) return '';
  if ('then' in value) return 'It is a promise: await it.';
  if ('getChannelData' in value) return `For an AudioBuffer write ${call}(buffer.getChannelData(0), …).`;
  if ('samples' in value) return `Give its samples: ${call}(audio.samples, { … }).`;
  if ('channels' in value) return `Give one channel, or their mean: ${call}(toMono(audio.channels), { … }).`;
  if ('re' in value && 'im' in value) return 'For magnitudes use spectrogram.';
  return '';
}

function isTagged(value: unknown, ...tags: readonly string[]): boolean {
  return tags.includes(Object.prototype.toString.call(value).slice(8, -1));
}

/** Refuses what is no number where one is wanted: a list of them, text. @throws DspError `invalid-option` */
export function checkNumber(
  call: string,
  value: unknown,
  options: unknown,
  names: Readonly<Record<string, true>>,
): void {
  if (typeof value !== 'number') {
    const cure =
      Array.isArray(value) || ArrayBuffer.isView(value)
        ? ` For many, write Array.from(values, (x) => ${call}(x)).`
        : '';
    throw new DspError('invalid-option', `${call} wants one number. Received ${describe(value)}.${cure}`);
  }
  checkOptions(call, options, names);
}

/** Refuses what is no signal and no list of channels. @throws DspError `invalid-signal` */
export function checkChannels(call: string, input: unknown): void {
  const isList = Array.isArray(input);
  if (isSignal(input) || (isList && input.length > 0 && input.every(isSignal))) return;
  const wrong: unknown = isList ? (input.find((channel) => !isSignal(channel)) ?? input) : input;
  const first = isList && typeof input[0] === 'number' ? input : wrong;
  throw inputError(call, 'a Float32Array or Float64Array, or a list of them, one for each channel', first);
}

/** Refuses what is no spectrum of real and imaginary parts. @throws DspError `invalid-signal` */
export function checkComplex(call: string, kind: 'matrix' | 'signal', input: unknown): void {
  const { re, im } = (typeof input === 'object' && input !== null ? input : {}) as { re?: unknown; im?: unknown };
  const isPart = kind === 'matrix' ? isStrided : isSignal;
  if (isPart(re) && isPart(im)) return;
  const wanted =
    kind === 'matrix' ? '{ re, im }, two matrices as stft gives them' : '{ re, im }, two signals as rfft gives them';
  throw inputError(call, wanted, input);
}
