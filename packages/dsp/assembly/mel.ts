import { lanes } from './lanes';
import { Plan, forward } from './frames';
import { lastGroup, magnitudes } from './stft';

/** Sparse mel filters; all pointers. Written by src/wasm/mel-kernel.ts. */
@unmanaged
export class Bands {
  count: usize;
  /** u32[count]: first bin of every band. */
  first: usize;
  /** u32[count + 1]: where the weights of every band begin. */
  offset: usize;
  /** T[…]. */
  weights: usize;
}

/** Filters one vector of columns: point k of band's first bin lies at `x`, the next `stride` bytes further. */
// @ts-ignore: decorator
@inline
function filter<T>(bands: Bands, m: usize, spectrum: usize, stride: usize): v128 {
  let x = spectrum + <usize>load<u32>(bands.first + m * 4) * stride;
  let w = bands.weights + <usize>load<u32>(bands.offset + m * 4) * sizeof<T>();
  const end = bands.weights + <usize>load<u32>(bands.offset + m * 4, 4) * sizeof<T>();
  // Two sums, because each addition waits for the one before.
  let even = v128.splat<T>(<T>0);
  let odd = even;
  for (; w + sizeof<T>() < end; w += 2 * sizeof<T>(), x += 2 * stride) {
    even = v128.add<T>(even, v128.mul<T>(v128.load_splat<T>(w), v128.load(x)));
    odd = v128.add<T>(odd, v128.mul<T>(v128.load_splat<T>(w, sizeof<T>()), v128.load(x + stride)));
  }
  if (w < end) even = v128.add<T>(even, v128.mul<T>(v128.load_splat<T>(w), v128.load(x)));
  return v128.add<T>(even, odd);
}

/** Writes the filtered spectra of every frame: [bands, count]. The full spectrogram is never stored. */
function mel<T>(plan: Plan, bands: Bands, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  const row = count * sizeof<T>();
  for (let t: usize = 0; t < count; t += lanes<T>()) {
    const group = min(t, lastGroup<T>(count));
    forward<T>(plan, signal + group * hop * sizeof<T>(), hop, data);
    magnitudes<T>(data, plan.half, power);
    let place = out + group * sizeof<T>();
    for (let m: usize = 0; m < bands.count; m++, place += row) v128.store(place, filter<T>(bands, m, data, 16));
  }
}

/** Writes the filtered columns of a spectrogram [bins, count]: [bands, count]. The same sums in the same order. */
function melOf<T>(bands: Bands, spectrogram: usize, count: usize, out: usize): void {
  const row = count * sizeof<T>();
  for (let m: usize = 0; m < bands.count; m++, out += row) {
    for (let t: usize = 0; t < count; t += lanes<T>()) {
      const place = min(t, lastGroup<T>(count)) * sizeof<T>();
      v128.store(out + place, filter<T>(bands, m, spectrogram + place, row));
    }
  }
}

export function mel32(plan: Plan, bands: Bands, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  mel<f32>(plan, bands, signal, hop, count, power, data, out);
}

export function mel64(plan: Plan, bands: Bands, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  mel<f64>(plan, bands, signal, hop, count, power, data, out);
}

export function melOf32(bands: Bands, spectrogram: usize, count: usize, out: usize): void {
  melOf<f32>(bands, spectrogram, count, out);
}

export function melOf64(bands: Bands, spectrogram: usize, count: usize, out: usize): void {
  melOf<f64>(bands, spectrogram, count, out);
}
