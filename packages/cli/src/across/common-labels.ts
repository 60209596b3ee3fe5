import { type LabelMap, mapLabel } from '@ser/corpora';
import { SerError } from '../errors.ts';

/** What the classes of a run and the labels of a corpus have to do with each other. */
export interface CommonLabels {
  /** The classes that both have, in order of name. */
  readonly both: readonly string[];
  /** What each label of the corpus is among these; missing where the run does not know it. */
  readonly ofLabel: ReadonlyMap<string, string>;
  /** What each class of the run is among these; missing where the corpus lacks it. */
  readonly ofClass: ReadonlyMap<string, string>;
}

/**
 * Finds the labels that a run and a corpus both have: the same name, in any case. A label map, which has renamed those of
 * the corpus, renames the classes of the run too.
 *
 * @throws {SerError} where fewer than two are common: there is nothing to tell apart.
 */
export function commonLabels(
  { classes, run }: { readonly classes: readonly string[]; readonly run: string },
  { labels, corpus }: { readonly labels: readonly string[]; readonly corpus: string },
  map: LabelMap = {},
): CommonLabels {
  const given = new Set(Object.values(map));
  // A run that was trained with the same map has its names already.
  const renamed = classes.flatMap((name) => {
    const to = given.has(name) ? name : mapLabel(name, map);
    return to === null ? [] : [[name, to] as const];
  });
  const known = [...new Set(renamed.map(([, to]) => to))];
  const ofLabel = new Map(
    labels.flatMap((label) => {
      const same = known.includes(label) ? label : known.find((to) => plain(to) === plain(label));
      return same === undefined ? [] : [[label, same] as const];
    }),
  );
  const met = new Set(ofLabel.values());
  const both = known.filter((to) => met.has(to)).sort();
  if (both.length < 2) {
    const common = both.length === 0 ? 'no label' : `only the label ${both[0]}`;
    throw new SerError(
      `${run} and ${corpus} have ${common} in common, and two are needed. The run knows ${classes.join(', ')}; ${corpus} has ${labels.join(', ')}. ` +
        'Rename them with --label-map FILE, which is for the labels of both.',
    );
  }
  return { both, ofLabel, ofClass: new Map(renamed.filter(([, to]) => met.has(to))) };
}

function plain(label: string): string {
  return label.normalize('NFC').trim().toLowerCase();
}
