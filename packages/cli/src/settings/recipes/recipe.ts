import type { Settings } from '../settings.ts';

/** A named set of settings; what it leaves out stands at its default. */
export interface Recipe {
  readonly about: string;
  readonly settings: Partial<Settings>;
}
