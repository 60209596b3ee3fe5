import { sweepTemporaryFiles } from '../files/temporary-file.ts';
import { MODEL_NAMES } from '../models.ts';
import { type RunFolder, writeConfiguration } from '../run-folder.ts';
import type { Engines } from './engines.ts';
import { writePlan } from './plan-file.ts';
import type { PipelineContext, Prepared } from './prepare.ts';
import { describeMachine, readVersions } from './run-facts.ts';
import { writeSplit } from './split-file.ts';

/** Writes what identifies a run, `run.json`, `split.csv` and `plan.csv`, before the first model is trained. */
export async function startRun(
  folder: RunFolder,
  prepared: Prepared,
  engines: Engines,
  weights: string | undefined,
  context: PipelineContext,
): Promise<{ synthetic: boolean }> {
  const started = await writeRun(folder, prepared, engines, weights, context);
  await writeSplit(folder.split, prepared.parts);
  await writePlan(folder.plan, prepared);
  await context.stages.open(folder, prepared.identity);
  return started;
}

/** Writes `run.json`. */
export async function writeRun(
  folder: RunFolder,
  { identity, provenance, labels }: Pick<Prepared, 'identity' | 'provenance' | 'labels'>,
  engines: Engines,
  weights: string | undefined,
  { data, settings, command }: PipelineContext,
): Promise<{ synthetic: boolean }> {
  const { synthetic } = provenance;
  for (const place of [folder.path, ...MODEL_NAMES.map((model) => folder.of(model).path)])
    await sweepTemporaryFiles(place);
  await writeConfiguration(folder, {
    command,
    versions: await readVersions(),
    machine: describeMachine(),
    data,
    synthetic,
    corpus: provenance,
    labels,
    weights: weights ?? null,
    engine: engines.engine,
    backend: engines.backend,
    device: engines.device,
    settings,
    identity,
  });
  return { synthetic };
}
