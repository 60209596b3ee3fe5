import type { Command } from '../cli/command.ts';
import { compare } from './compare.ts';
import { demo } from './demo.ts';
import { evaluate } from './evaluate.ts';
import { predict } from './predict.ts';
import { preprocess } from './preprocess.ts';
import { recipes } from './recipes.ts';
import { train } from './train.ts';

/** Every command, in the order of the help. */
export const COMMANDS: readonly Command[] = [demo, preprocess, train, evaluate, compare, predict, recipes];
