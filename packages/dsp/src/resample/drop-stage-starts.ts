import { Cache } from '../cache.ts';
import type { Signal } from '../signal.ts';
import type { Ratio } from './ratio.ts';
import { readPadded, type SampleSource } from './source.ts';
import { type StageStart, soxrFilters } from './soxr-filters.ts';
import { windowedSinc } from './windowed-sinc.ts';

/** What is lost at one place, as two matrices: from the input's start to the lost samples, and from those to the output. */
interface LostStart {
  /** `[lost samples, inputs]`, row-major. */
  readonly fromInput: Float64Array;
  /** `[outputs, lost samples]`, row-major. */
  readonly toOutput: Float64Array;
  readonly lost: number;
  readonly inputs: number;
  readonly outputs: number;
}

const tables = new Cache<string, readonly LostStart[]>(64);

/**
 * Takes from the first samples of a converted signal what soxr loses there.
 *
 * A symmetric filter begins to answer before the signal does. soxr converts in stages, each of which starts at time 0, so
 * that the next one never sees what came before. Without an abrupt start nothing is lost. What is lost twice, in two
 * places, is counted twice: an error 80 dB below the signal.
 *
 * @param output The conversion of the whole source by one filter; changed in place.
 */
export function dropStageStarts(source: SampleSource, output: Signal, conversion: Ratio): void {
  const { ratio, exact } = conversion;
  const starts = tables.get(`${ratio} ${exact === null}`, () => {
    return soxrFilters(conversion).starts.map((start) => lostStart(start, ratio));
  });
  for (const { fromInput, toOutput, lost, inputs, outputs } of starts) {
    const input = new Float64Array(inputs);
    readPadded(source, 0, input);
    for (let k = 0; k < lost; k++) {
      let sample = 0;
      for (let n = 0; n < inputs; n++) sample += fromInput[k * inputs + n]! * input[n]!;
      sample *= source.scale;
      for (let m = Math.min(outputs, output.length) - 1; m >= 0; m--) output[m]! -= toOutput[m * lost + k]! * sample;
    }
  }
}

function lostStart({ spacing, before, after, last }: StageStart, ratio: number): LostStart {
  const lost = Math.max(0, Math.ceil(Math.min(before.halfLength, after.halfLength) / spacing) - 1);
  const inputs = Math.max(0, Math.ceil(before.halfLength - spacing));
  const reach = after.halfLength - spacing + (last?.filter.halfLength ?? 0);
  const outputs = Math.max(0, Math.ceil(reach * ratio));
  const fromInput = new Float64Array(lost * inputs);
  const toOutput = new Float64Array(outputs * lost);
  const answer = (time: number): number => spacing * windowedSinc(after, time);
  for (let k = 0; k < lost; k++) {
    const time = -(k + 1) * spacing;
    for (let n = 0; n < inputs; n++) fromInput[k * inputs + n] = windowedSinc(before, time - n);
    for (let m = 0; m < outputs; m++) {
      if (!last) toOutput[m * lost + k] = answer(m / ratio - time);
      else {
        for (let at = 0; at - time < after.halfLength; at += last.spacing) {
          toOutput[m * lost + k]! += answer(at - time) * last.spacing * windowedSinc(last.filter, m / ratio - at);
        }
      }
    }
  }
  return { fromInput, toOutput, lost, inputs, outputs };
}
