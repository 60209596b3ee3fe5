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

/** Writes the filtered spectra of every frame: [bands, count]. The full spectrogram is never stored. */
function mel<T>(plan: Plan, bands: Bands, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  const row = count * sizeof<T>();
  for (let t: usize = 0; t < count; t += lanes<T>()) {
    const group = min(t, lastGroup<T>(count));
    forward<T>(plan, signal + group * hop * sizeof<T>(), hop, data);
    magnitudes<T>(data, plan.half, power);
    let place = out + group * sizeof<T>();
    for (let m: usize = 0; m < bands.count; m++, place += row) {
      let x = data + <usize>load<u32>(bands.first + m * 4) * 16;
      let w = bands.weights + <usize>load<u32>(bands.offset + m * 4) * sizeof<T>();
      const end = bands.weights + <usize>load<u32>(bands.offset + m * 4, 4) * sizeof<T>();
      let even = v128.splat<T>(<T>0);
      let odd = even;
      for (; w + sizeof<T>() < end; w += 2 * sizeof<T>(), x += 32) {
        even = v128.add<T>(even, v128.mul<T>(v128.load_splat<T>(w), v128.load(x)));
        odd = v128.add<T>(odd, v128.mul<T>(v128.load_splat<T>(w, sizeof<T>()), v128.load(x, 16)));
      }
      if (w < end) even = v128.add<T>(even, v128.mul<T>(v128.load_splat<T>(w), v128.load(x)));
      v128.store(place, v128.add<T>(even, odd));
    }
  }
}

export function mel32(plan: Plan, bands: Bands, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  mel<f32>(plan, bands, signal, hop, count, power, data, out);
}

export function mel64(plan: Plan, bands: Bands, signal: usize, hop: usize, count: usize, power: u32, data: usize, out: usize): void {
  mel<f64>(plan, bands, signal, hop, count, power, data, out);
}
