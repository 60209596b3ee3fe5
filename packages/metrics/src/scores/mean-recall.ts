import type { ClassCounts } from '../input/class-counts.ts';
import { type Label, quoteLabels } from '../input/label.ts';
import type { OnWarning } from '../warnings.ts';
import { nanAverage } from './nan-average.ts';

/** Mean recall over classes; one without true items counts as `fallback`, and with NaN is left out. */
export function meanRecall({ support, truePositives }: ClassCounts, fallback: number): number {
  return nanAverage(support.map((n, k) => (n === 0 ? fallback : truePositives[k]! / n)));
}

/** Classes without true items, with a warning that they are left out. */
export function unseenClasses({ labels, support }: ClassCounts, onWarning: OnWarning | undefined): Label[] {
  const unseen = labels.filter((_, k) => support[k] === 0);
  if (unseen.length > 0) {
    onWarning?.({ code: 'unseen-class', message: `Left out, as yTrue has no such item: ${quoteLabels(unseen)}.` });
  }
  return unseen;
}
