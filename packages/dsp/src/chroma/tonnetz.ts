import { checkCall } from '../check-call.ts';
import { asMatrix, type Matrix } from '../matrix.ts';
import { normalize } from '../normalize.ts';
import { portableSinCos } from '../portable/trigonometry.ts';
import { likeSignal, type OwnedSignal, requireFinite, type Signal } from '../signal.ts';
import { rowMajor, type StridedArray, shapeOf } from '../strided-array.ts';

/** Turns per semitone of the circles of fifths, minor and major thirds, and their radii. */
const circles = [
  { turn: 7 / 6, radius: 1 },
  { turn: 3 / 2, radius: 1 },
  { turn: 2 / 3, radius: 0.5 },
];

/**
 * Tonal centroids over time, shape `[6, frames]`: two coordinates each on the circles of fifths, minor thirds and major
 * thirds.
 *
 * Source: `librosa.feature.tonnetz(chroma=…)` 0.11; Harte, Sandler and Gasser, "Detecting harmonic change in musical audio"
 * (2006).
 *
 * @param chroma A chromagram `[nChroma, frames]`, such as that of {@link chromaStft}; librosa takes one of a constant-Q
 *   transform where it is given samples.
 * @throws DspError `invalid-signal`, `non-finite`.
 */
export function tonnetz<T extends Signal>(chroma: StridedArray<T>): Matrix<OwnedSignal<T>> {
  checkCall('tonnetz', 'matrix', chroma, {}, {});
  const { rows, columns } = shapeOf('chroma', chroma);
  requireFinite(rowMajor(chroma), 'chroma');
  const shares = rowMajor(normalize(chroma, { norm: 1 }));
  const out = likeSignal(shares, 6 * columns);
  for (const [circle, { turn, radius }] of circles.entries()) {
    for (const half of [0, 1]) {
      const sums = new Float64Array(columns);
      for (let c = 0; c < rows; c++) {
        // Half a turn of π earlier, a cosine is a sine.
        const weight = radius * portableSinCos((turn * (c * 12)) / rows / 2 - (half === 0 ? 0.25 : 0)).cos;
        for (let t = 0; t < columns; t++) sums[t]! += weight * shares[c * columns + t]!;
      }
      out.set(sums, (2 * circle + half) * columns);
    }
  }
  return asMatrix(out, 6, columns);
}
