import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { type LinearModel, ModelsError, predictProbabilities, readLinearModel } from '@ser/models';
import { SerError } from '../../errors.ts';
import { type ModelFolder, readRecord, writeRecord } from '../../run-folder.ts';

/** A trained baseline as it is saved: plain JSON that any program can read. */
export interface Baseline {
  /** The classes, in the order of the probabilities. */
  readonly labels: readonly string[];
  /** Seconds of the longest recording that it was trained on. */
  readonly longest: number;
  readonly model: LinearModel;
}

const fileOf = (folder: ModelFolder): string => join(folder.classifier, 'functionals.json');

/** Saves a baseline. */
export async function writeBaseline(folder: ModelFolder, baseline: Baseline): Promise<void> {
  await mkdir(folder.classifier, { recursive: true });
  await writeRecord(fileOf(folder), baseline);
}

/** Reads a saved baseline. @throws {SerError} where it is missing or damaged */
export async function readBaseline(folder: ModelFolder): Promise<Baseline> {
  const path = fileOf(folder);
  try {
    const saved = await readRecord<Baseline>(path);
    if (saved === undefined) throw new SerError('there is no such file');
    const { labels, longest, model } = saved;
    const read = readLinearModel(model);
    if (!Array.isArray(labels) || labels.length !== read.classes) throw new SerError('its classes do not fit');
    return { labels, longest, model: read };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const reason = ModelsError.isInstance(cause) || cause instanceof SerError ? cause.message : 'it cannot be read';
    throw new SerError(`${path} holds no model: ${reason}. Train it again: ser train --model functionals`, { cause });
  }
}

/** Class probabilities of some rows, one after the other, in the order of the baseline's labels. */
export function predictRows({ model }: Baseline, rows: readonly Float32Array[]): Float32Array {
  return rows.length === 0 ? new Float32Array() : Float32Array.from(predictProbabilities(model, rows));
}
