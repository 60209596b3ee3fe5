import { realFft } from '../fft/real-fft.ts';
import type { FrameCorrelation, FrameShape } from './block-correlation.ts';

/**
 * Autocorrelations of frames that overlap by whole hops, by Fourier transforms of hops instead of frames: what a hop adds, alone and
 * with the samples behind it, is the same in every frame that holds it.
 *
 * A sum is exact to rounding of the frame's energy, as it is where the whole frame is transformed.
 *
 * @param padded The signal that frames are cut from, `hopLength` apart.
 * @param shape At most `hopLength` lags, so that products reach no further than the next hop.
 * @returns Writes the lags of frame `t`.
 */
export function transformedBlocks(
  padded: ArrayLike<number>,
  { frameLength, hopLength, lags }: FrameShape,
): FrameCorrelation {
  const blocks = frameLength / hopLength;
  // Zeros behind the products keep the lags free of wrapped ones.
  let size = 1;
  while (size < hopLength + lags) size *= 2;
  const fft = realFft(size);
  const samples = new Float64Array(padded.length + size);
  samples.set(padded);
  const span = new Float64Array(size);
  const bins = (): Float64Array => new Float64Array(fft.bins);
  const [re, im, spanRe, spanIm, none] = [bins(), bins(), bins(), bins(), bins()];
  const kept = Array.from({ length: blocks }, () => ({
    block: -1,
    // Products of the hop's samples among themselves, which end a frame, and with those of the next hop too.
    inside: new Float64Array(size),
    beyond: new Float64Array(size),
  }));
  const sumsOf = (block: number): (typeof kept)[number] => {
    const place = kept[block % blocks]!;
    if (place.block === block) return place;
    place.block = block;
    const first = block * hopLength;
    span.fill(0);
    span.set(samples.subarray(first, first + hopLength));
    fft.forward(span, re, im);
    span.set(samples.subarray(first + hopLength, first + hopLength + lags), hopLength);
    fft.forward(span, spanRe, spanIm);
    for (let k = 0; k < fft.bins; k++) {
      const [a, b, c, d] = [re[k]!, im[k]!, spanRe[k]!, spanIm[k]!];
      re[k] = a * c + b * d;
      im[k] = a * d - b * c;
      spanRe[k] = a * a + b * b;
    }
    fft.inverse(re, im, place.beyond);
    fft.inverse(spanRe, none, place.inside);
    return place;
  };
  return (t, _, target) => {
    target.set(sumsOf(t + blocks - 1).inside.subarray(0, lags));
    for (let b = 0; b < blocks - 1; b++) {
      const { beyond } = sumsOf(t + b);
      for (let lag = 0; lag < lags; lag++) target[lag]! += beyond[lag]!;
    }
  };
}
