import type { Part } from './corpus-row.ts';

const NAMES: Readonly<Record<Part, readonly string[]>> = {
  train: ['train', 'training', 'trn', 'tr'],
  validation: ['validation', 'valid', 'val', 'dev', 'devel', 'development'],
  test: ['test', 'testing', 'tst', 'eval', 'evaluation'],
};

/** The part that a word means, as tables and folders write it: `dev` and `val` are `validation`, `eval` is `test`. */
export function partOf(word: string): Part | undefined {
  const plain = word.trim().toLowerCase();
  return (Object.keys(NAMES) as Part[]).find((part) => NAMES[part].includes(plain));
}
