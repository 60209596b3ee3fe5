import * as dsp from '../../../packages/dsp/src/index.ts';
import { type Draw, type DrawnCall, pick, type RandomRow } from './row.ts';

/** A signal: noise, a tone, a click, silence, or clipped; of any length from `least` to `most` samples more. */
export function signal(random: Draw, least = 1, most = 6000): Float64Array {
  const length = least + Math.floor(random() * most);
  const kind = pick(random, 'noise', 'noise', 'tone', 'click', 'silence', 'clipped');
  const level = pick(random, 1, 1, 0.01, 1e-4, 30);
  const frequency = 0.001 + 0.49 * random();
  const at = Math.floor(random() * length);
  return Float64Array.from({ length }, (_, n) => {
    if (kind === 'silence') return 0;
    if (kind === 'click') return n === at ? level : 0;
    const noise = 2 * random() - 1;
    const tone = Math.sin(2 * Math.PI * frequency * n);
    if (kind === 'tone') return level * tone;
    return kind === 'noise' ? level * noise : Math.max(-1, Math.min(1, 3 * (tone + 0.1 * noise)));
  });
}

/** A tone of harmonics in a little noise, as a voice has them: most samples of speech have a period. */
export function voice(random: Draw, least: number, sampleRate: number): Float64Array {
  const f0 = 70 + 250 * random();
  const noise = pick(random, 0, 1e-3, 0.1);
  const glide = 1 + 0.3 * (random() - 0.5);
  const length = least + Math.floor(random() * 4000);
  return Float64Array.from({ length }, (_, n) => {
    const phase = (2 * Math.PI * f0 * (n + (glide - 1) * ((n * n) / (2 * length)))) / sampleRate;
    let sum = 0;
    for (let h = 1; h <= 8; h++) sum += Math.cos(h * phase + h) / h;
    return 0.2 * sum + noise * (random() - 0.5);
  });
}

/** A matrix of magnitudes, some of them zero. */
export function magnitudes(random: Draw, rows = 1 + Math.floor(random() * 40)): dsp.Matrix<Float64Array> {
  const columns = 1 + Math.floor(random() * 40);
  const data = Float64Array.from({ length: rows * columns }, () => (random() < 0.05 ? 0 : 4 * random() ** 4));
  return new dsp.Matrix(data, [rows, columns]);
}

const snake = (name: string): string =>
  ({ sampleRate: 'sr', fMin: 'fmin', fMax: 'fmax', seed: 'random_state' })[name] ??
  name.replace(/[A-Z]/g, (c) => `_${c.toLowerCase()}`);

/** Our options under their names in Python. */
export const pythonOf = (options: object): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(options).map(([key, value]) => [
      snake(key),
      value === Number.POSITIVE_INFINITY ? { number: 'inf' } : value,
    ]),
  );

/** Options of a transform. */
export function frame(random: Draw): {
  nFft: number;
  hopLength: number;
  winLength: number;
  window: dsp.WindowName;
  center: boolean;
} {
  const nFft = pick(random, 64, 128, 256, 400, 401, 512, 1024, 2048);
  return {
    nFft,
    hopLength: 1 + Math.floor(random() * nFft),
    winLength: random() < 0.7 ? nFft : 1 + Math.floor(random() * nFft),
    window: pick<dsp.WindowName>(random, 'hann', 'hamming', 'blackman', 'boxcar'),
    center: true,
  };
}

/** Our options of one call, by name. */
export type Options = Record<string, unknown>;
type Input = Float64Array | dsp.Matrix<Float64Array> | dsp.ComplexSpectrogram<Float64Array>;
type Result = ArrayLike<number> | number | { readonly data: ArrayLike<number> } | dsp.ComplexSpectrogram;

/** Values in the order of the reference's: real parts before imaginary ones. */
function flat(result: Result): ArrayLike<number> {
  if (typeof result === 'number') return [result];
  if ('re' in result) return [...result.re.data, ...result.im.data];
  return 'data' in result ? result.data : result;
}

/** The largest magnitude. */
export const peakOf = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0);

/** The values with their last bits changed, as by noise: by as much as the largest value is rounded. */
function nudgedValues(values: Float64Array): Float64Array {
  const peak = peakOf(values);
  return values.map((x, i) => x + peak * 2 ** -52 * ((43758.5453 * Math.sin(12.9898 * i)) % 1));
}

function nudge(input: Input): Input {
  if (input instanceof Float64Array) return nudgedValues(input);
  if ('re' in input) return { re: nudge(input.re), im: nudge(input.im) } as dsp.ComplexSpectrogram<Float64Array>;
  return new dsp.Matrix(nudgedValues(input.data), input.shape);
}

/** What {@link rowOf} makes a row of. */
export interface Compared {
  readonly name: string;
  /** Name of the function in Python. */
  readonly call: string;
  /** Our function, of the data and its options. */
  // biome-ignore lint/suspicious/noExplicitAny: the public functions take different data and options.
  readonly run: (input: any, options: any) => Result;
  /** Name of the data in Python; positional if absent. */
  readonly keyword?: string;
  readonly tolerance: number;
  readonly measure?: 'relative' | 'absolute';
  readonly refusals?: RandomRow['refusals'];
  /** The data; functions of options alone have none. */
  readonly input?: (random: Draw, options: Options) => Input;
  readonly options?: (random: Draw) => Options;
  /** Options that Python spells differently. */
  readonly python?: (options: Options, input: Input) => Record<string, unknown>;
  /** What differences are relative to. */
  readonly scale?: (input: Input, options: Options) => number;
}

/** Samples among the options, of which a title says how many there are. */
const isList = (value: unknown): value is Float64Array => value instanceof Float64Array;

/** A row of one function of data and options. */
export function rowOf(compared: Compared): RandomRow {
  const { name, call, run, keyword, tolerance, measure = 'relative', refusals, input, options: drawOptions } = compared;
  return {
    name,
    measure,
    tolerance,
    ...(refusals && { refusals }),
    draw(random): DrawnCall {
      const options = drawOptions?.(random) ?? {};
      const data = input?.(random, options) ?? new Float64Array(0);
      const size = data instanceof Float64Array ? data.length : 're' in data ? data.re.shape : data.shape;
      const kwargs = compared.python?.(options, data) ?? pythonOf(options);
      const scale = compared.scale?.(data, options);
      return {
        title: JSON.stringify({ size, ...options }, (_, value) => (isList(value) ? [value.length] : value)),
        call,
        args: input && keyword === undefined ? [data] : [],
        kwargs: input && keyword !== undefined ? { [keyword]: data, ...kwargs } : kwargs,
        ours: () => flat(run(data, options)),
        nudged: () => flat(run(nudge(data), options)),
        ...(scale !== undefined && { scale }),
      };
    },
  };
}
