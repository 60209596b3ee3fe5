import type { FrontEnd } from './front-end.ts';
import { FRONT_ENDS, type FrontEndName } from './front-ends.ts';

/** The front ends that images are made of, by name. */
export const FRONT_END_NAMES: readonly FrontEndName[] = (Object.keys(FRONT_ENDS) as FrontEndName[]).filter(
  (name) => !frontEndOf(name).isWaveform,
);

/** The front end of that name. */
export function frontEndOf(name: FrontEndName): FrontEnd {
  return FRONT_ENDS[name];
}
