import type { CorpusRow } from './corpus-row.ts';

const SEXES: Readonly<Record<string, string>> = {
  m: 'male',
  male: 'male',
  man: 'male',
  f: 'female',
  female: 'female',
  woman: 'female',
  w: 'female',
};

/**
 * Rows whose sex stands in one facet with one spelling: a facet `gender`, `Sex` or `SEX` becomes `sex`, and `M` or `m`
 * becomes `male`. Other values stay as they are.
 */
export function plainSex(rows: readonly CorpusRow[]): CorpusRow[] {
  return rows.map((row) => {
    const key = Object.keys(row.facets).find((name) => /^(sex|gender)$/i.test(name));
    if (key === undefined) return row;
    const { [key]: value, ...others } = row.facets;
    const plain = typeof value === 'string' ? (SEXES[value.trim().toLowerCase()] ?? value) : value!;
    return key === 'sex' && plain === value ? row : { ...row, facets: { ...others, sex: plain } };
  });
}
