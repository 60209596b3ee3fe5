import { greatestCommonDivisor } from '../greatest-common-divisor.ts';
import type { Signal } from '../signal.ts';
import { resample } from './resample.ts';

/** Converts sound that arrives in pieces. */
export interface BlockResampler {
  /** Takes the next samples and returns what is certain now. */
  push(samples: Signal): Float32Array;
  /** Ends the sound and returns the rest. */
  finish(): Float32Array;
}

/** Seconds that are converted at once, and of their neighborhood that is converted with them and thrown away. */
const [blockSeconds, marginSeconds] = [1, 0.1];

/**
 * A converter between integer rates for sound that arrives in pieces: the same samples whatever the pieces, and those of
 * `resample` of the whole but for rounding. Memory holds a piece and a second.
 */
export function createBlockResampler({ from, to }: { readonly from: number; readonly to: number }): BlockResampler {
  // Blocks begin where an output sample lies on an input sample.
  const unit = from / greatestCommonDivisor(from, to);
  const [block, margin] = [blockSeconds, marginSeconds].map((s) => unit * Math.ceil((s * from) / unit)) as [
    number,
    number,
  ];
  let held = new Float32Array(0);
  /** Place of the first held sample, and of the first that is not converted. */
  let [base, done] = [0, 0];

  const convert = (isLast: boolean): Float32Array => {
    const parts: Float32Array[] = [];
    for (let end = base + held.length; done < end; ) {
      const isRest = done + block + margin >= end;
      if (isRest && !isLast) break;
      const own = resample(held.subarray(0, isRest ? held.length : done + block + margin - base), { from, to });
      const first = ((done - base) * to) / from;
      parts.push(own.subarray(first, isRest ? own.length : first + (block * to) / from));
      done = isRest ? end : done + block;
      const kept = Math.max(0, done - margin);
      held = held.subarray(kept - base);
      base = kept;
    }
    const out = new Float32Array(parts.reduce((sum, { length }) => sum + length, 0));
    let at = 0;
    for (const part of parts) {
      out.set(part, at);
      at += part.length;
    }
    return out;
  };
  return {
    push(samples) {
      const grown = new Float32Array(held.length + samples.length);
      grown.set(held);
      grown.set(samples, held.length);
      held = grown;
      return convert(false);
    },
    finish: () => convert(true),
  };
}
