import type { OnWarning } from '../warnings.ts';

/**
 * Below this many groups a bootstrap over groups covers too little: 0.81 to 0.85 of a nominal 0.95 with 4 to 6 speakers
 * (`benchmarks/metrics/coverage.ts` simulates it).
 */
const fewGroups = 20;

/** Warns about an interval that rests on few groups, and says what follows from it. */
export function warnFewGroups(groups: number | undefined, consequence: string, warn: OnWarning): void {
  if (groups !== undefined && groups < fewGroups) {
    warn({ code: 'few-groups', message: `${groups} groups, fewer than ${fewGroups}: ${consequence}.` });
  }
}
