import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Shape } from '@ser/files';
import { type LinearModel, ModelsError, predictProbabilities, readLinearModel } from '@ser/models';
import * as v from 'valibot';
import { SerError } from '../../errors.ts';
import { type Calibration, calibrationShape } from '../../evaluation/calibration.ts';
import { BASELINE } from '../../models/models.ts';
import { readRecord, writeRecord } from '../../run-folder.ts';

/** A trained baseline as it is saved: plain JSON that any program can read. */
export interface Baseline {
  /** The classes, in the order of the probabilities. */
  readonly labels: readonly string[];
  /** Seconds of the longest recording that it was trained on: a longer one is described in windows. */
  readonly longest: number;
  /** Seconds of those windows: the median of the recordings that it was trained on. */
  readonly window: number;
  readonly calibration: Calibration;
  /** Lowest rate of the files that it was trained on, in Hz. */
  readonly lowestRate: number;
  /** Whether synthetic voices alone were in them. */
  readonly synthetic: boolean;
  readonly model: LinearModel;
}

const seconds = v.pipe(v.number(), v.minValue(0));

/** As it is read; the model is looked at by `readLinearModel`. */
const baselineShape: Shape<Omit<Baseline, 'model'> & { readonly model: unknown }> = v.object({
  labels: v.array(v.string()),
  longest: seconds,
  window: seconds,
  calibration: calibrationShape,
  lowestRate: v.pipe(v.number(), v.minValue(0)),
  synthetic: v.boolean(),
  model: v.unknown(),
});

/** The file of a classifier's folder that holds a baseline. */
export const baselineFile = (classifier: string): string => join(classifier, `${BASELINE}.json`);

/** Saves a baseline in the folder of its classifier. */
export async function writeBaseline(classifier: string, baseline: Baseline): Promise<void> {
  await mkdir(classifier, { recursive: true });
  await writeRecord(baselineFile(classifier), baseline);
}

/** Reads the baseline of a classifier's folder. @throws {SerError} where it is missing or damaged */
export async function readBaseline(classifier: string): Promise<Baseline> {
  const path = baselineFile(classifier);
  try {
    const baseline = await readRecord(path, baselineShape);
    if (baseline === undefined) throw new SerError('there is no such file');
    const read = readLinearModel(baseline.model);
    if (baseline.labels.length !== read.classes) throw new SerError('its classes do not fit');
    return { ...baseline, model: read };
  } catch (cause) {
    if (!(cause instanceof Error)) throw cause;
    const reason = ModelsError.isInstance(cause) || cause instanceof SerError ? cause.message : 'it cannot be read';
    throw new SerError(`${path} holds no model: ${reason}. Train it again: ser train --model functionals`, { cause });
  }
}

/** Class probabilities of some rows, one after the other, in the order of the baseline's labels. */
export function predictRows({ model }: Pick<Baseline, 'model'>, rows: readonly Float32Array[]): Float32Array {
  return rows.length === 0 ? new Float32Array() : Float32Array.from(predictProbabilities(model, rows));
}

/** Whether a recording is longer than any that a baseline was trained on, so that it is described in windows. */
export function isLong({ longest }: Baseline, seconds: number): boolean {
  // Lengths were kept as float32.
  return Math.fround(seconds) > longest;
}
