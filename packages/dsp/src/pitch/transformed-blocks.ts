import { realFft } from '../fft/real-fft.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import type { Signal } from '../signal.ts';
import type { FrameCorrelation, FrameShape } from './block-correlation.ts';

/** How {@link transformedBlocks} transforms a hop. */
export interface HopTransform {
  /** A power of two; zeros behind the hop keep the lags free of wrapped products. */
  readonly size: number;
  /** Cosine and sine, bin after bin, that move a spectrum by a hop. */
  readonly turns: Float64Array;
}

/** The transform of a hop of so many samples. */
export function hopTransform(hopLength: number): HopTransform {
  let size = 1;
  while (size < 2 * hopLength) size *= 2;
  const turns = new Float64Array(size + 2);
  for (let k = 0; 2 * k <= size; k++) {
    const { sin, cos } = portableSinCos(((k * hopLength) % size) / size);
    turns[2 * k] = cos;
    turns[2 * k + 1] = -sin;
  }
  return { size, turns };
}

/**
 * Autocorrelations of frames that overlap by whole hops, by Fourier transforms of hops instead of frames: of each hop one, from which
 * come its products with itself and with the next hop, and of each frame one more, back from the sum of what its hops give. The plain
 * path of `correlationKernel`.
 *
 * A sum is exact to rounding of the frame's energy, as it is where the whole frame is transformed.
 *
 * @param padded The signal that frames are cut from, `hopLength` apart.
 * @param shape At most `hopLength` lags, so that products reach no further than the next hop.
 * @returns Writes the lags of frame `t`.
 */
export function transformedBlocks(padded: Signal, { frameLength, hopLength, lags }: FrameShape): FrameCorrelation {
  const { size, turns } = hopTransform(hopLength);
  const blocks = frameLength / hopLength;
  const fft = realFft(size);
  const hop = new Float64Array(size);
  const [re, im, products] = [new Float64Array(fft.bins), new Float64Array(fft.bins), new Float64Array(size)];
  const kept = Array.from({ length: blocks }, () => ({
    block: -1,
    re: new Float64Array(fft.bins),
    im: new Float64Array(fft.bins),
  }));
  const spectrumOf = (block: number): (typeof kept)[number] => {
    const place = kept[block % blocks]!;
    if (place.block === block) return place;
    place.block = block;
    for (let n = 0; n < hopLength; n++) hop[n] = padded[block * hopLength + n]!;
    fft.forward(hop, place.re, place.im);
    return place;
  };
  return (t, _, target) => {
    re.fill(0);
    im.fill(0);
    for (let block = t; block < t + blocks; block++) {
      const x = spectrumOf(block);
      for (let k = 0; k < fft.bins; k++) re[k]! += x.re[k]! * x.re[k]! + x.im[k]! * x.im[k]!;
      if (block === t + blocks - 1) break;
      const y = spectrumOf(block + 1);
      for (let k = 0; k < fft.bins; k++) {
        const r = x.re[k]! * y.re[k]! + x.im[k]! * y.im[k]!;
        const i = x.re[k]! * y.im[k]! - x.im[k]! * y.re[k]!;
        const cos = turns[2 * k]!;
        const sin = turns[2 * k + 1]!;
        re[k]! += r * cos - i * sin;
        im[k]! += r * sin + i * cos;
      }
    }
    fft.inverse(re, im, products);
    target.set(products.subarray(0, lags));
  };
}
