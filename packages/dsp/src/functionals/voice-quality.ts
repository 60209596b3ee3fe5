import type { Signal } from '../signal.ts';
import { formants } from '../voice/formants.ts';
import { glottalPulses } from '../voice/glottal-pulses.ts';
import { harmonicsToNoise } from '../voice/harmonics-to-noise.ts';
import { jitter } from '../voice/jitter.ts';
import { shimmer } from '../voice/shimmer.ts';
import { statistics } from './statistics.ts';

/** Formants that come out; the higher ones say more about the speaker than about the voice. */
const wanted = 3;
/** Seconds from a frame to a pulse at most, for the frame to count as voiced. */
const nearest = 0.01;
/** Seconds below which not every analysis has a frame. */
const shortest = 0.06;

/** Whether each time has a pulse nearby; both rise. */
function voicedAt(times: Float64Array, pulses: Float64Array): boolean[] {
  let next = 0;
  return Array.from(times, (time) => {
    while (next < pulses.length && pulses[next]! < time - nearest) next++;
    return next < pulses.length && pulses[next]! <= time + nearest;
  });
}

/**
 * Columns of jitter, shimmer, harmonics-to-noise ratio and formants, in the voiced parts; 0 where there are none.
 *
 * @internal
 */
export function voiceQuality(samples: Signal, sampleRate: number): Map<string, number> {
  const row = new Map<string, number>();
  const isLong = samples.length / sampleRate >= shortest;
  const pulses = isLong ? glottalPulses(samples, { sampleRate }) : new Float64Array(0);
  row.set('jitter', jitter(pulses) || 0);
  row.set('shimmer', shimmer(samples, { sampleRate, pulses }) || 0);
  const add = (name: string, values: ArrayLike<number>): void => {
    row.set(`${name}_mean`, statistics.mean(values));
    row.set(`${name}_deviation`, statistics.deviation(values));
  };
  if (!isLong || pulses.length === 0) {
    add('harmonicsToNoise', []);
    for (let k = 1; k <= wanted; k++) for (const name of ['formant', 'bandwidth']) add(`${name}${k}`, []);
    return row;
  }
  const noise = harmonicsToNoise(samples, { sampleRate });
  const isVoiced = voicedAt(noise.times, pulses);
  add(
    'harmonicsToNoise',
    noise.decibels.filter((value, t) => isVoiced[t] && value > -200),
  );
  const { times, frequencies, bandwidths } = formants(samples, { sampleRate });
  const isVowel = voicedAt(times, pulses);
  for (let k = 0; k < wanted; k++) {
    for (const [name, matrix] of [
      ['formant', frequencies],
      ['bandwidth', bandwidths],
    ] as const) {
      add(
        `${name}${k + 1}`,
        matrix.row(k).filter((value, t) => isVowel[t] && !Number.isNaN(value)),
      );
    }
  }
  return row;
}
