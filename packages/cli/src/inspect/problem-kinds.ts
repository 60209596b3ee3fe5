import type { CorpusProblemKind } from '@ser/corpora';
import type { Problem } from '../stages/features/compute-features.ts';

/** What is wrong with files, in words. */
const WORDS: Readonly<Record<CorpusProblemKind, string>> = {
  'missing-file': 'label without a file',
  'outside-folder': 'path outside of the folder',
  'several-files': 'name that fits several files',
  'unlabeled-file': 'file without a label',
  'empty-label': 'empty label',
  'two-labels': 'file with two labels',
  duplicate: 'second copy of a recording',
  'no-majority': 'raters disagree',
  'unknown-name': 'name of no meaning',
  'other-modality': 'no sound, or a second modality',
  'no-speaker': 'no speaker in the name',
  'invalid-row': 'row that cannot be read',
  unreadable: 'file that cannot be opened',
};

/** Problems by kind, most frequent first, with an example of each. */
export function kindsOf(
  problems: readonly (Problem & { readonly kind?: CorpusProblemKind })[],
): { readonly kind: string; readonly files: number; readonly example: string }[] {
  const kinds = new Map<string, { kind: string; files: number; example: string }>();
  for (const { kind = 'unreadable', path, reason } of problems) {
    const known = kinds.get(kind) ?? { kind: WORDS[kind], files: 0, example: `${path}: ${reason}` };
    kinds.set(kind, { ...known, files: known.files + 1 });
  }
  return [...kinds.values()].sort((a, b) => b.files - a.files);
}
