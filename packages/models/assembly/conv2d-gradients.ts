import { SCRATCH, multiply } from './multiply';

/** Output places that are gathered at once. */
const PLACES: usize = 256;

/** Shape of a convolution, NHWC; u32 fields. Written by src/accelerators/wasm/wasm-conv2d-gradients.ts. */
@unmanaged
export class Convolution {
  batch: u32;
  inHeight: u32;
  inWidth: u32;
  inChannels: u32;
  outHeight: u32;
  outWidth: u32;
  outChannels: u32;
  filterHeight: u32;
  filterWidth: u32;
  strideHeight: u32;
  strideWidth: u32;
  padTop: i32;
  padLeft: i32;
}

/** Where filter place (row, column) reads the input for output place `place`, as a pointer; 0 in the padding. */
// @ts-ignore: decorator
@inline
function source(shape: Convolution, x: usize, place: u32, row: u32, column: u32): usize {
  const area = shape.outHeight * shape.outWidth;
  const image = place / area;
  const inArea = place % area;
  const y = <i32>((inArea / shape.outWidth) * shape.strideHeight + row) - shape.padTop;
  const z = <i32>((inArea % shape.outWidth) * shape.strideWidth + column) - shape.padLeft;
  if (y < 0 || z < 0 || y >= <i32>shape.inHeight || z >= <i32>shape.inWidth) return 0;
  return x + (((<usize>image * shape.inHeight + y) * shape.inWidth + z) * shape.inChannels) * 4;
}

/**
 * Gradient of a convolution by its filter, [filterHeight, filterWidth, inChannels, outChannels], which must be zero at the
 * start. `work` has room for SCRATCH + 256 · inChannels floats.
 */
export function convolveFilterGradient(shape: Convolution, x: usize, dy: usize, dw: usize, work: usize): void {
  const places = shape.batch * shape.outHeight * shape.outWidth;
  const inBytes = <usize>shape.inChannels * 4;
  const outBytes = <usize>shape.outChannels * 4;
  const gathered = work + SCRATCH;
  for (let start: usize = 0; start < places; start += PLACES) {
    const count = min(PLACES, places - start);
    let filter = dw;
    for (let row: u32 = 0; row < shape.filterHeight; row++) {
      for (let column: u32 = 0; column < shape.filterWidth; column++) {
        for (let p: usize = 0; p < count; p++) {
          const from = source(shape, x, <u32>(start + p), row, column);
          if (from) memory.copy(gathered + p * inBytes, from, inBytes);
          else memory.fill(gathered + p * inBytes, 0, inBytes);
        }
        multiply(
          gathered, 4, inBytes, dy + start * outBytes, outBytes, 4, filter,
          shape.inChannels, shape.outChannels, count, true, work,
        );
        filter += inBytes * shape.outChannels;
      }
    }
  }
}

/** Adds `bytes` / 4 floats at `from` to those at `to`. */
// @ts-ignore: decorator
@inline
function addRow(to: usize, from: usize, bytes: usize): void {
  const whole = bytes & ~15;
  let i: usize = 0;
  for (; i < whole; i += 16) v128.store(to + i, f32x4.add(v128.load(to + i), v128.load(from + i)));
  for (; i < bytes; i += 4) store<f32>(to + i, load<f32>(to + i) + load<f32>(from + i));
}

/**
 * Gradient of a convolution by its input, [batch, inHeight, inWidth, inChannels], which must be zero at the start.
 * `work` has room for SCRATCH + 256 · inChannels floats.
 */
export function convolveInputGradient(shape: Convolution, dy: usize, w: usize, dx: usize, work: usize): void {
  const places = shape.batch * shape.outHeight * shape.outWidth;
  const inBytes = <usize>shape.inChannels * 4;
  const outBytes = <usize>shape.outChannels * 4;
  const spread = work + SCRATCH;
  for (let start: usize = 0; start < places; start += PLACES) {
    const count = min(PLACES, places - start);
    let filter = w;
    for (let row: u32 = 0; row < shape.filterHeight; row++) {
      for (let column: u32 = 0; column < shape.filterWidth; column++) {
        multiply(
          dy + start * outBytes, outBytes, 4, filter, 4, outBytes, spread,
          count, shape.inChannels, shape.outChannels, false, work,
        );
        filter += inBytes * shape.outChannels;
        for (let p: usize = 0; p < count; p++) {
          const to = source(shape, dx, <u32>(start + p), row, column);
          if (to) addRow(to, spread + p * inBytes, inBytes);
        }
      }
    }
  }
}
