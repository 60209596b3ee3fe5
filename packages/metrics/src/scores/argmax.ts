import { MetricsError } from '../errors.ts';
import { checkLabels } from '../input/check-labels.ts';
import type { Label } from '../input/label.ts';
import { readScores, type ScoreMatrix } from '../input/read-scores.ts';

/** Probabilities or scores, `[items, classes]`; a flat table, rows after rows, is as wide as there are classes. */
export type ArgmaxTable = ScoreMatrix | ArrayLike<number>;

/**
 * The class with the largest score of each item; the first of equal ones, as NumPy's `argmax` takes it.
 *
 * @param probabilities Table of items × classes; the flat result of `@ser/models`' `predict` is taken as it is.
 * @param classes The class of each column.
 * @throws {MetricsError} `invalid-score` for a table of another width or with NaN, `invalid-labels` for repeated classes.
 *
 * @example
 * argmax(new Float32Array([0.1, 0.9, 0.6, 0.4]), ['calm', 'sad']); // ['sad', 'calm']
 */
export function argmax<L extends Label>(probabilities: ArgmaxTable, classes: ArrayLike<L>): L[] {
  checkLabels(classes);
  const width = classes.length;
  const isFlat = typeof (probabilities as ArrayLike<unknown>)?.[0] === 'number';
  const flat = probabilities as ArrayLike<number>;
  if (isFlat && flat.length % width !== 0) throw wrongWidth(`${flat.length} numbers`, width);
  const table = isFlat ? { data: flat, shape: [flat.length / width, width] } : (probabilities as ScoreMatrix);
  const { values, rows, columns } = readScores(table, 'probabilities');
  if (rows > 0 && columns !== width) throw wrongWidth(`${columns} columns`, width);
  return Array.from({ length: rows }, (_, i) => {
    let best = 0;
    for (let j = 1; j < width; j++) if (values[i * width + j]! > values[i * width + best]!) best = j;
    return classes[best]!;
  });
}

function wrongWidth(received: string, width: number): MetricsError {
  return new MetricsError('invalid-score', `probabilities has ${received} for ${width} classes.`);
}
