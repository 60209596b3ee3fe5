import { demo } from './demo.ts';
import { published } from './published.ts';
import type { Recipe } from './recipe.ts';
import { speakerIndependent } from './speaker-independent.ts';

export type { Recipe } from './recipe.ts';

/** The recipes that come with the program, by name. */
export const RECIPES: Readonly<Record<string, Recipe>> = {
  published,
  'speaker-independent': speakerIndependent,
  demo,
};
