import type { WeightTensor } from '../../../weights/weight-map.ts';

/** Shape of a weight as ONNX has it: convolution kernels `[height, width, in, out]` become `[out, in, height, width]`. */
export function onnxShape(shape: readonly number[]): readonly number[] {
  return shape.length === 4 ? [shape[3]!, shape[2]!, shape[0]!, shape[1]!] : shape;
}

/** The values of a weight in ONNX' order; shares memory where that is Keras' order too. */
export function toOnnxLayout({ shape, data }: Pick<WeightTensor, 'shape' | 'data'>): Float32Array {
  if (shape.length !== 4) return data;
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const area = height * width;
  const result = new Float32Array(data.length);
  for (let p = 0; p < area; p++) {
    for (let i = 0; i < channels; i++) {
      const row = (p * channels + i) * filters;
      for (let o = 0; o < filters; o++) result[(o * channels + i) * area + p] = data[row + o]!;
    }
  }
  return result;
}

/** The values of a weight in Keras' order, given those in ONNX'; always a copy. */
export function fromOnnxLayout(shape: readonly number[], data: Float32Array): Float32Array {
  if (shape.length !== 4) return data.slice();
  const [height, width, channels, filters] = shape as [number, number, number, number];
  const area = height * width;
  const result = new Float32Array(data.length);
  for (let p = 0; p < area; p++) {
    for (let i = 0; i < channels; i++) {
      const row = (p * channels + i) * filters;
      for (let o = 0; o < filters; o++) result[row + o] = data[(o * channels + i) * area + p]!;
    }
  }
  return result;
}
