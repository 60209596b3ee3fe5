import type { Part } from '../../corpus/clip.ts';
import type { SplitRow } from '../run-data.ts';

/** The rows of a split's table by part, fold by fold where folds are pooled. */
export function partsByFold<T extends Pick<SplitRow, 'part' | 'fold'>>(
  rows: readonly T[],
): Readonly<Record<Part, readonly T[]>>[] {
  return [...new Set(rows.map(({ fold }) => fold))].map((fold) => {
    const own = rows.filter((row) => row.fold === fold);
    const of = (part: Part): T[] => own.filter((row) => row.part === part);
    const parts = { train: of('train'), validation: of('validation'), test: of('test') };
    // Where every file is listed once, with the fold that tests it, all the others trained that fold.
    return parts.train.length > 0 ? parts : { ...parts, train: rows.filter((row) => row.fold !== fold) };
  });
}
