import type { PitchCandidate, PitchFrame } from './praat-pitch.ts';

/** What a path through the candidates of all frames costs. */
export interface PathCosts {
  readonly silenceThreshold: number;
  readonly voicingThreshold: number;
  readonly octaveCost: number;
  readonly octaveJumpCost: number;
  readonly voicedUnvoicedCost: number;
  readonly fMax: number;
  /** Seconds from one frame to the next; costs are those of 0.01. */
  readonly timeStep: number;
}

const none: PitchCandidate = { hz: 0, strength: 0 };

/**
 * The candidate of every frame on the strongest path; one of 0 Hz where there is no voice.
 *
 * Source: Boersma (1993), with the details of Praat 6.3.
 *
 * @internal
 */
export function pitchPath(pitches: readonly PitchFrame[], costs: PathCosts): PitchCandidate[] {
  const { silenceThreshold, voicingThreshold, octaveCost, fMax } = costs;
  const scale = 0.01 / costs.timeStep;
  const jump = costs.octaveJumpCost * scale;
  const change = costs.voicedUnvoicedCost * scale;
  const isVoiced = ({ hz }: PitchCandidate): boolean => hz > 0 && hz < fMax;
  const cost = (from: PitchCandidate, to: PitchCandidate): number => {
    if (isVoiced(from) !== isVoiced(to)) return change;
    return isVoiced(from) ? jump * Math.abs(Math.log2(from.hz / to.hz)) : 0;
  };
  const lists = pitches.map(({ candidates }) => [none, ...candidates]);
  const pointers: number[][] = [];
  let values: number[] = [];
  for (const [t, { intensity }] of pitches.entries()) {
    const quiet = silenceThreshold <= 0 ? 0 : 2 - intensity / (silenceThreshold / (1 + voicingThreshold));
    const own = lists[t]!.map((candidate) =>
      isVoiced(candidate)
        ? candidate.strength - octaveCost * Math.log2(fMax / candidate.hz)
        : voicingThreshold + Math.max(0, quiet),
    );
    if (t === 0) {
      values = own;
      continue;
    }
    const from: number[] = [];
    const next = own.map((value, i) => {
      let best = Number.NEGATIVE_INFINITY;
      for (const [j, before] of values.entries()) {
        const sum = before - cost(lists[t - 1]![j]!, lists[t]![i]!) + value;
        if (sum > best) {
          best = sum;
          from[i] = j;
        }
      }
      return best;
    });
    pointers.push(from);
    values = next;
  }
  let state = values.indexOf(Math.max(...values));
  const path: PitchCandidate[] = [];
  for (let t = lists.length - 1; t >= 0; t--) {
    const candidate = lists[t]![state]!;
    path.push(isVoiced(candidate) ? candidate : none);
    if (t > 0) state = pointers[t - 1]![state]!;
  }
  return path.reverse();
}
