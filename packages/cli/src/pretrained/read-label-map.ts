import { readFile } from 'node:fs/promises';
import { fitShape } from '@ser/files';
import * as v from 'valibot';
import { usageError } from '../errors.ts';

/** Classes of a corpus by classes of a model. */
const classNames = v.record(v.string(), v.string());

/**
 * Which class of a corpus each class of a model stands for: a JSON object `{ "ang": "angry" }` from a file, or, without one,
 * the same name in any case.
 *
 * @throws {SerError} where the file is no such object, names what is not there, or no class of the two is the same.
 */
export async function readLabelMap(
  file: string | undefined,
  model: readonly string[],
  corpus: readonly string[],
): Promise<ReadonlyMap<string, string>> {
  const sides = `The model knows ${model.join(', ')}; the corpus has ${corpus.join(', ')}.`;
  if (file === undefined) {
    const same = model.flatMap((label) => {
      const own = corpus.find((other) => other.toLowerCase() === label.trim().toLowerCase());
      return own === undefined ? [] : [[label, own] as const];
    });
    if (same.length > 0) return new Map(same);
    throw usageError(
      `No class of the model has the name of a class of the corpus. ${sides} Pass --label-map FILE, a JSON object such as {"${model[0]}": "${corpus[0]}"}.`,
    );
  }
  let value: unknown;
  try {
    value = JSON.parse(await readFile(file, 'utf8'));
  } catch (cause) {
    throw usageError(`--label-map: ${file} must hold a JSON object: ${(cause as Error).message}.`);
  }
  const fit = fitShape(value, classNames);
  if ('problem' in fit) throw usageError(`--label-map: ${file} must hold a JSON object of names: ${fit.problem}.`);
  const entries = Object.entries(fit.value);
  const wrong = entries.find(([from, to]) => !model.includes(from) || !corpus.includes(to));
  if (wrong || entries.length === 0) {
    throw usageError(
      `--label-map: ${file} must map classes of the model to classes of the corpus${wrong ? `; "${wrong[0]}" to "${wrong[1]}" does not` : ''}. ${sides}`,
    );
  }
  return new Map(entries);
}
