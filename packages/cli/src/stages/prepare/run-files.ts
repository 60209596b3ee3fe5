import { readFile } from 'node:fs/promises';
import { type Clip, PARTS, type Place } from '../../corpus/clip.ts';
import type { Parts } from '../../corpus/split-corpus.ts';
import { SerError } from '../../errors.ts';
import { csvLine, parseCsv } from '../../files/csv.ts';
import { writeFileAtomic } from '../../files/write-file.ts';
import type { Prepared } from './prepare.ts';

/** The columns that every split has; after them come the fold, where there are several, and the facets of the corpus. */
export const SPLIT_COLUMNS = ['file', 'speaker', 'label', 'part'] as const;

/** Writes `split.csv`: which file stood in which part, and what the corpus tells of it. */
export function writeSplit(path: string, parts: Parts): Promise<void> {
  return writeTable(path, [parts], false);
}

/** Writes `split.csv` of a cross-validation: which file stood in which part of each fold. */
export function writeFoldSplits(path: string, folds: readonly Parts[]): Promise<void> {
  return writeTable(path, folds, true);
}

/**
 * Refuses to test on another split than the run's `split.csv` tells: one file more or less draws all parts anew, and a
 * model must not be tested on what it learned from.
 *
 * @throws {SerError} where files of the data folder came, went or changed parts since.
 */
export async function checkSplit(path: string, parts: Parts, data: string): Promise<void> {
  const text = await readFile(path, 'utf8').catch(() => '');
  const then = parseCsv(text).rows.map((row) => SPLIT_COLUMNS.map((name) => row[name] ?? ''));
  const now = PARTS.flatMap((part) => parts[part].map((clip) => cellsOf(clip, part)));
  const [before, after] = [then, now].map((rows) => new Set(rows.map(csvLine))) as [Set<string>, Set<string>];
  const others = [...now.filter((row) => !before.has(csvLine(row))), ...then.filter((row) => !after.has(csvLine(row)))];
  if (others.length === 0) return;
  const files = [...new Set(others.map(([file]) => file))];
  throw new SerError(
    `The files in ${data} do not give the split of the run any more; new, gone or in another part: ${files.length}, such as ${files[0]} (${path}). ` +
      'The test part may hold what the models learned from. Bring the files back as they were, or train again.',
  );
}

function cellsOf({ name, speaker = '', label }: Clip, part: string): string[] {
  return [name, speaker, label, part];
}

function writeTable(path: string, splits: readonly Parts[], folds: boolean): Promise<void> {
  const clips = splits.flatMap((parts) => PARTS.flatMap((part) => parts[part]));
  const facets = [...new Set(clips.flatMap((clip) => Object.keys(clip.facets)))];
  const header = [...SPLIT_COLUMNS, ...(folds ? ['fold'] : []), ...facets.map(facetColumn)];
  const rows = splits.flatMap((parts, fold) =>
    PARTS.flatMap((part) =>
      parts[part].map((clip) => [
        ...cellsOf(clip, part),
        ...(folds ? [fold] : []),
        ...facets.map((name) => clip.facets[name] ?? ''),
      ]),
    ),
  );
  return writeFileAtomic(path, `${[header, ...rows].map(csvLine).join('\n')}\n`);
}

/** A facet that is called as a column of every split has another name there. */
function facetColumn(name: string): string {
  return name === 'fold' || SPLIT_COLUMNS.some((taken) => taken === name) ? `facet_${name}` : name;
}

/**
 * Writes `plan.csv`: every example in the order in which the models see it, so that another program can make the same
 * copies. `augmentation` is the transform of `@ser/dsp` as JSON, `seed` what it draws from: numpy's
 * `RandomState(seed).random_sample()` gives the same numbers in the same order. Where copies are masked, a last column holds
 * the options and the seed of SpecAugment. Where clips are windows, one says which stretch of its recording an example is:
 * empty for the start, `crop:` and the share of the places where one can begin, or `window:` and its number from 0.
 */
export function writePlan(path: string, prepared: Pick<Prepared, 'train' | 'validation' | 'test'>): Promise<void> {
  const masked = prepared.train.some(({ augmentation }) => augmentation?.masks);
  const placed = PARTS.some((part) => prepared[part].some(({ place = 'start' }) => place !== 'start'));
  const rows = PARTS.flatMap((part) =>
    prepared[part].map(({ clip, augmentation, place }) => {
      const { wave = null, masks = null } = augmentation ?? {};
      return csvLine([
        part,
        clip.name,
        clip.label,
        ...(wave ? [JSON.stringify(wave.transform), String(wave.seed)] : ['', '']),
        ...(masked ? [masks ? JSON.stringify(masks) : ''] : []),
        ...(placed ? [describePlace(place)] : []),
      ]);
    }),
  );
  const header = `part,file,label,augmentation,seed${masked ? ',masks' : ''}${placed ? ',place' : ''}`;
  return writeFileAtomic(path, `${[header, ...rows].join('\n')}\n`);
}

function describePlace(place: Place = 'start'): string {
  if (typeof place === 'string') return '';
  return 'crop' in place ? `crop:${place.crop}` : `window:${place.window}`;
}
