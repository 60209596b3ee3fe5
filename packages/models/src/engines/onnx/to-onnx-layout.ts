import type { WeightTensor } from '../../weights/weight-map.ts';

/**
 * The values of a weight as ONNX has it: convolution kernels `[height, width, in, out]` become `[out, in, height, width]`.
 * Others share their memory.
 */
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
