import { DspError } from '../errors.ts';

const tiny = 2.2250738585072014e-308;

/** Where a pitch track may go from one frame to the next. */
export interface PitchTransitions {
  /** Number of pitch bins. */
  readonly bins: number;
  /** Number of bins that can be reached within a frame. */
  readonly width: number;
  /** Probability of a change between voiced and voiceless. */
  readonly switchProb: number;
}

/** Log probabilities from bin i to the bins around it, for those that stay voiced (or voiceless) and those that change. */
function logTransitions({ bins, width, switchProb }: PitchTransitions): {
  readonly stay: Float64Array;
  readonly change: Float64Array;
  readonly first: number;
} {
  if (width > bins) {
    throw new DspError(
      'invalid-option',
      `maxTransitionRate reaches over ${width} bins a frame, more than the ${bins} from fMin to fMax. ` +
        'Choose a lower rate, a shorter hopLength or a wider range.',
    );
  }
  const triangle = Float64Array.from({ length: width }, (_, i) => {
    const n = Math.min(i, width - 1 - i) + 1;
    return width % 2 === 1 ? (2 * n) / (width + 1) : (2 * n - 1) / width;
  });
  // librosa rolls a padded window; what is left of it begins here, relative to the bin it belongs to.
  const rolled = Math.floor((bins - width) / 2) + Math.floor(bins / 2) + 1 - bins;
  const half = Math.floor(width / 2);
  const stay = new Float64Array(bins * width).fill(Number.NEGATIVE_INFINITY);
  const change = new Float64Array(bins * width).fill(Number.NEGATIVE_INFINITY);
  const stayProb = 1 - switchProb;
  const changeProb = 1 - stayProb;
  for (let i = 0; i < bins; i++) {
    const isInside = (p: number): boolean => {
      const j = i + rolled + p;
      return j >= Math.max(0, i - half) && j < Math.min(bins, i + half + 1);
    };
    let sum = 0;
    for (let p = 0; p < width; p++) if (isInside(p)) sum += triangle[p]!;
    for (let p = 0; p < width; p++) {
      if (!isInside(p)) continue;
      stay[i * width + p] = Math.log(stayProb * (triangle[p]! / sum) + tiny);
      change[i * width + p] = Math.log(changeProb * (triangle[p]! / sum) + tiny);
    }
  }
  return { stay, change, first: rolled };
}

/**
 * The most probable path through the pitch bins, voiced (0 … bins − 1) and voiceless (bins … 2 · bins − 1).
 *
 * Transitions reach `width` bins only, and all others have the probability of the smallest number, as in librosa.
 *
 * Source: `librosa.sequence.viterbi`, `transition_local` and `transition_loop` 0.11.
 *
 * @param observation Probability of every voiced bin in a frame, written by the callback; voiceless bins share the rest.
 * @internal
 */
export function decodePitch(
  frames: number,
  transitions: PitchTransitions,
  observation: (t: number, voiced: Float64Array) => number,
): Int32Array {
  const { bins, width } = transitions;
  const states = 2 * bins;
  const { stay, change, first } = logTransitions(transitions);
  const voiced = new Float64Array(bins);
  const from = new Uint16Array(frames * states);
  let value = new Float64Array(states);
  let next = new Float64Array(states);
  const unreachable = Math.log(tiny);
  for (let t = 0; t < frames; t++) {
    const voiceless = Math.log((1 - observation(t, voiced)) / bins + tiny);
    if (t === 0) next.fill(Math.log(1 / states + tiny));
    else {
      next.fill(Number.NEGATIVE_INFINITY);
      const pointers = from.subarray(t * states, (t + 1) * states);
      for (let source = 0; source < states; source++) {
        const i = source < bins ? source : source - bins;
        const begin = Math.max(0, -(i + first));
        const end = Math.min(width, bins - (i + first));
        const own = value[source]!;
        for (let target = 0; target < 2; target++) {
          const table = source < bins === (target === 0) ? stay : change;
          const base = target * bins + i + first;
          for (let p = begin; p < end; p++) {
            const candidate = own + table[i * width + p]!;
            if (candidate > next[base + p]!) {
              next[base + p] = candidate;
              pointers[base + p] = source;
            }
          }
        }
      }
      let best = 0;
      for (let s = 1; s < states; s++) if (value[s]! > value[best]!) best = s;
      const jump = value[best]! + unreachable;
      for (let s = 0; s < states; s++) {
        if (jump > next[s]!) {
          next[s] = jump;
          pointers[s] = best;
        }
      }
    }
    for (let j = 0; j < bins; j++) {
      next[j]! += Math.log(voiced[j]! + tiny);
      next[bins + j]! += voiceless;
    }
    [value, next] = [next, value];
  }
  const path = new Int32Array(frames);
  let state = 0;
  for (let s = 1; s < states; s++) if (value[s]! > value[state]!) state = s;
  for (let t = frames - 1; t >= 0; t--) {
    path[t] = state;
    state = from[t * states + state]!;
  }
  return path;
}
