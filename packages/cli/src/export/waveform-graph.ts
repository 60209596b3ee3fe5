import { dct, delta, getWindow, Matrix, melFilterBank, toImage } from '@ser/dsp';
import {
  type Backbone,
  type BackboneName,
  type Layer,
  type OperationAttribute,
  preprocessInput,
  type WeightMap,
} from '@ser/models';
import { framesOf } from '../front-ends/front-end.ts';
import type { FrontEndName } from '../front-ends/front-ends.ts';
import type { Settings } from '../settings/settings.ts';

/** Layers that turn samples into what a network takes, with their constants. */
export interface WaveformGraph {
  readonly layers: readonly Layer[];
  readonly weights: WeightMap;
  /** Name of the layer that the network reads in place of its input. */
  readonly output: string;
}

/** Name of the input, `[batch, samples]` at the rate of the settings. */
export const WAVEFORM_INPUT = 'samples';

/** librosa's smallest power, and its range of decibels. */
const AMIN = 1e-10;
const TOP_DB = 80;
/** What a division by a range or a peak adds, far below any that occurs, so that silence stays 0. */
const TINY = 1e-30;

/** Collects operations; every method gives the name of the value that it adds. */
class Operations {
  readonly layers: Layer[] = [{ type: 'input', name: WAVEFORM_INPUT, inputs: [], shape: [-1] }];
  readonly weights = new Map<string, { name: string; shape: readonly number[]; data: Float32Array }[]>();

  apply(
    operation: string,
    inputs: readonly string[],
    attributes?: Readonly<Record<string, OperationAttribute>>,
    shape?: readonly number[],
  ): string {
    const name = `waveform/${operation}_${this.layers.length}`;
    this.layers.push({
      type: 'operation',
      name,
      inputs,
      operation,
      ...(attributes && { attributes }),
      ...(shape && { shape }),
    });
    return name;
  }

  integers(values: readonly number[], shape: readonly number[] = [values.length]): string {
    const name = `waveform/integers_${this.layers.length}`;
    this.layers.push({ type: 'constant', name, inputs: [], dtype: 'int64', shape, values });
    return name;
  }

  number(value: number): string {
    const name = `waveform/number_${this.layers.length}`;
    this.layers.push({ type: 'constant', name, inputs: [], dtype: 'float32', shape: [], values: [value] });
    return name;
  }

  tensor(shape: readonly number[], data: ArrayLike<number>): string {
    const name = `waveform/tensor_${this.layers.length}`;
    this.layers.push({ type: 'weight', name, inputs: [], shape });
    this.weights.set(name, [{ name: 'value', shape, data: Float32Array.from(data) }]);
    return name;
  }

  /** A maximum or a minimum over the last axes, which stay with length 1. */
  reduce(operation: 'ReduceMax' | 'ReduceMin' | 'ReduceMean', of: string, axes: readonly number[]): string {
    return this.apply(operation, [of, this.integers(axes)], { keepdims: 1 });
  }

  clip(of: string, low: number, high: number): string {
    return this.apply('Clip', [of, this.number(low), this.number(high)]);
  }
}

/**
 * The way from samples to a network's image as operations of ONNX, equal to `prepareSamples`, the front end and
 * `featureImage`: length, peak, short-time spectrum, mel bands, decibels, cepstrum and slopes where they are asked for,
 * scaling, size, and the network's own preprocessing. Where noise is reduced, the graph begins behind that: `prepareSamples`
 * as a whole comes before it.
 *
 * Everything behind the decibels but the scaling is linear, so that each step is one matrix, made by the very function that
 * the program computes with.
 */
export function imageGraph(frontEnd: FrontEndName, network: BackboneName, settings: Settings): WaveformGraph {
  const { sampleRate, duration, nMels, nFft, hopLength, fMin, fMax } = settings;
  const size = Math.floor(duration * sampleRate);
  const frames = framesOf(size, settings);
  const ops = new Operations();
  const fixed = fixedLength(ops, size);
  // Noise is reduced after the peak is set, outside of the graph: such samples come with both.
  const normal = settings.noiseReduction === 'none' ? peakOne(ops, fixed) : fixed;

  const border = Math.floor(nFft / 2);
  const centered = ops.apply('Pad', [normal, ops.integers([0, border, 0, border])]);
  const window = ops.tensor([nFft], getWindow('hann', nFft));
  const length = ops.integers([nFft], []);
  const spectrum = ops.apply('STFT', [
    ops.apply('Unsqueeze', [centered, ops.integers([-1])]),
    ops.integers([hopLength], []),
    window,
    length,
  ]);
  const power = ops.apply('ReduceSum', [ops.apply('Mul', [spectrum, spectrum]), ops.integers([-1])], { keepdims: 0 });
  const bank = melFilterBank({ sampleRate, nMels, nFft, fMin, fMax });
  const bins = bank.shape[1];
  const mel = ops.apply('MatMul', [
    ops.tensor([nMels, bins], bank.data),
    ops.apply('Transpose', [power], { perm: [0, 2, 1] }),
  ]);

  // [batch, bands, frames] from here on.
  const isMfcc = frontEnd === 'mfcc-deltas';
  let features = decibels(ops, mel, !isMfcc);
  let bands = nMels;
  if (isMfcc) {
    bands = settings.nMfcc;
    features = ops.apply('MatMul', [
      ops.tensor([bands, nMels], rowsOf(dct(identity(nMels), { norm: 'ortho', count: bands }))),
      features,
    ]);
  }
  let planes = [features];
  if (frontEnd !== 'mel') {
    const slope = (order: number): string =>
      ops.apply('MatMul', [features, ops.tensor([frames, frames], rowsOf(delta(identity(frames), { order })))]);
    planes = [features, slope(1), slope(2)];
  }
  planes = planes.map((plane) => scaled(ops, plane, settings));
  const height = settings.imageHeight ?? bands;
  const width = settings.imageWidth ?? frames;
  if (height !== bands) {
    const down = ops.tensor([height, bands], resizing(bands, height));
    planes = planes.map((plane) => ops.apply('MatMul', [down, plane]));
  }
  if (width !== frames) {
    const across = ops.tensor([frames, width], transposed(resizing(frames, width), width, frames));
    planes = planes.map((plane) => ops.apply('MatMul', [plane, across]));
  }
  const three = planes.length === 1 ? [planes[0]!, planes[0]!, planes[0]!] : planes;
  const axis = ops.integers([1]);
  const stacked = ops.apply(
    'Concat',
    three.map((plane) => ops.apply('Unsqueeze', [plane, axis])),
    { axis: 1 },
    [height, width, 3],
  );
  const output = settings.preprocessing === 'none' ? stacked : preprocessed(ops, stacked, network, [height, width]);
  return { layers: ops.layers, weights: ops.weights, output };
}

/** The way from samples to a speech encoder's waveform: at most `duration` of them, brought to mean 0 and variance 1. */
export function clipGraph(isNormalized: boolean, { sampleRate, duration }: Settings): WaveformGraph {
  const ops = new Operations();
  const size = Math.floor(duration * sampleRate);
  const first = ops.apply(
    'Slice',
    [WAVEFORM_INPUT, ops.integers([0]), ops.integers([size]), ops.integers([1])],
    {},
    [-1],
  );
  if (!isNormalized) return { layers: ops.layers, weights: ops.weights, output: first };
  const centered = ops.apply('Sub', [first, ops.reduce('ReduceMean', first, [1])]);
  const variance = ops.reduce('ReduceMean', ops.apply('Mul', [centered, centered]), [1]);
  const deviation = ops.apply('Sqrt', [ops.apply('Add', [variance, ops.number(1e-7)])]);
  const output = ops.apply('Div', [centered, deviation], {}, [-1]);
  return { layers: ops.layers, weights: ops.weights, output };
}

function fixedLength(ops: Operations, size: number): string {
  const longer = ops.apply('Pad', [WAVEFORM_INPUT, ops.integers([0, 0, 0, size])]);
  return ops.apply('Slice', [longer, ops.integers([0]), ops.integers([size]), ops.integers([1])]);
}

function peakOne(ops: Operations, samples: string): string {
  const peak = ops.reduce('ReduceMax', ops.apply('Abs', [samples]), [1]);
  return ops.apply('Div', [samples, ops.apply('Max', [peak, ops.number(TINY)])]);
}

/** `powerToDb` with its range, against the largest value or against 1. */
function decibels(ops: Operations, power: string, toMaximum: boolean): string {
  const toDb = (of: string): string =>
    ops.apply('Mul', [ops.apply('Log', [ops.apply('Max', [of, ops.number(AMIN)])]), ops.number(10 / Math.LN10)]);
  const db = toDb(power);
  const highest = ops.reduce('ReduceMax', db, [1, 2]);
  const relative = toMaximum ? ops.apply('Sub', [db, highest]) : db;
  const top = toMaximum ? ops.number(0) : highest;
  return ops.apply('Max', [relative, ops.apply('Sub', [top, ops.number(TOP_DB)])]);
}

/** `scaleToUnit` of one plane. */
function scaled(ops: Operations, plane: string, { scaling, scaleMin, scaleMax }: Settings): string {
  const line = (low: string, span: string): string =>
    ops.clip(ops.apply('Div', [ops.apply('Sub', [plane, low]), ops.apply('Max', [span, ops.number(TINY)])]), 0, 1);
  switch (scaling) {
    case 'min-max': {
      const low = ops.reduce('ReduceMin', plane, [1, 2]);
      return line(low, ops.apply('Sub', [ops.reduce('ReduceMax', plane, [1, 2]), low]));
    }
    case 'z-score': {
      const mean = ops.reduce('ReduceMean', plane, [1, 2]);
      const away = ops.apply('Sub', [plane, mean]);
      const deviation = ops.apply('Sqrt', [ops.reduce('ReduceMean', ops.apply('Mul', [away, away]), [1, 2])]);
      const limit = ops.apply('Mul', [deviation, ops.number(3)]);
      return line(ops.apply('Sub', [mean, limit]), ops.apply('Mul', [limit, ops.number(2)]));
    }
    case 'fixed-range':
      return line(ops.number(scaleMin), ops.number(scaleMax - scaleMin));
  }
}

/** A network's preprocessing is affine in the channels: what it makes of black and of each pure color tells it. */
function preprocessed(
  ops: Operations,
  image: string,
  network: BackboneName,
  [height, width]: readonly [number, number],
): string {
  const of = (color: readonly number[]): Float32Array =>
    preprocessInput(network, { data: Float32Array.from(color, (value) => 255 * value), shape: [1, 1, 3] }).data;
  const black = of([0, 0, 0]);
  const kernel = new Float32Array(9);
  for (let channel = 0; channel < 3; channel++) {
    const pure = of([0, 1, 2].map((other) => (other === channel ? 1 : 0)));
    for (let out = 0; out < 3; out++) kernel[out * 3 + channel] = pure[out]! - black[out]!;
  }
  return ops.apply(
    'Conv',
    [image, ops.tensor([3, 3, 1, 1], kernel), ops.tensor([3], black)],
    { kernel_shape: [1, 1] },
    [height, width, 3],
  );
}

function identity(n: number): Matrix {
  const data = new Float64Array(n * n);
  for (let i = 0; i < n; i++) data[i * n + i] = 1;
  return new Matrix(data, [n, n]);
}

function rowsOf(matrix: Matrix): number[] {
  return Array.from({ length: matrix.shape[0] }, (_, row) => [...matrix.row(row)]).flat();
}

/** The matrix `[to, from]` that resizes a column, as `toImage` does. */
function resizing(from: number, to: number): Float32Array {
  const { data } = toImage(identity(from), { height: to, width: from, scaling: 'none' });
  return Float32Array.from({ length: to * from }, (_, i) => data[3 * i]!);
}

function transposed(data: Float32Array, rows: number, columns: number): Float32Array {
  return Float32Array.from({ length: rows * columns }, (_, i) => data[(i % rows) * columns + Math.floor(i / rows)]!);
}

/** A network that reads samples: the layers of the graph in place of its input. */
export function readingSamples(backbone: Backbone, { layers, weights, output }: WaveformGraph): Backbone {
  const { graph } = backbone;
  const input = graph.layers.find(({ type }) => type === 'input')!.name;
  const own = graph.layers
    .filter(({ name }) => name !== input)
    .map((layer): Layer => ({ ...layer, inputs: layer.inputs.map((name) => (name === input ? output : name)) }));
  return {
    ...backbone,
    inputShape: [-1],
    graph: { ...graph, layers: [...layers, ...own] },
    weights: new Map([...weights, ...backbone.weights]),
  };
}
