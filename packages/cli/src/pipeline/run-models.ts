import type { Problem } from '../features/compute-features.ts';
import { lockFolder } from '../files/lock-folder.ts';
import type { ModelName } from '../models.ts';
import { type ModelFolder, type RunFolder, readJson, writeJson } from '../run-folder.ts';
import { freezeOption } from '../training/freeze-option.ts';
import { TEST_WATCHED } from './caveat.ts';
import type { LoadedBackbone } from './embed-corpus.ts';
import type { Engines } from './engines.ts';
import type { Evaluation } from './evaluate-model.ts';
import { type OpenSplits, openSplits } from './open-splits.ts';
import { type FoldEvaluation, forgetPooled, poolFolds } from './pool-folds.ts';
import { poolStages } from './pool-stages.ts';
import type { PipelineContext } from './prepare.ts';
import { runOnSplit } from './run-split.ts';
import type { TrainingRecord } from './train-model.ts';

/** A model that is trained, now or before. */
export interface TrainedModel {
  readonly model: ModelName;
  readonly folder: ModelFolder;
  readonly record: TrainingRecord;
  /** Which fold of a cross-validation, from 0; null for a run of one split. */
  readonly fold: number | null;
}

/** A model that is evaluated: on one test part, or on the test parts of all folds together. */
export interface EvaluatedModel {
  readonly model: ModelName;
  readonly folder: ModelFolder;
  readonly evaluation: Evaluation;
  /** What has to stand beside the figures. */
  readonly caveat: string;
  /** Which fold of a cross-validation, from 0; null for a run of one split and for all folds pooled. */
  readonly fold: number | null;
}

/** What {@link runModels} is asked for. */
export interface RunModelsOptions {
  readonly models: readonly ModelName[];
  readonly folder: RunFolder;
  readonly engines: Engines;
  /** What `--weights` asks for; an evaluation without training takes the weights of each training. */
  readonly weights: string | undefined;
  /** Trains models, tests models, or both, model by model. */
  readonly steps: { readonly train: boolean; readonly evaluate: boolean };
  readonly onTrained?: (trained: TrainedModel) => void;
  readonly onEvaluated?: (evaluated: EvaluatedModel) => void;
}

/** What came out of a run. */
export interface RunModelsResult {
  readonly synthetic: boolean;
  /** Files that were left out, and why. */
  readonly problems: readonly Problem[];
  readonly trained: readonly TrainedModel[];
  readonly evaluated: readonly EvaluatedModel[];
}

/**
 * Trains and tests models on one corpus: everything between the settings and the run folder; whatever is done already is
 * reused. With `fold: 'all'` that is every fold, and what the models say of all test parts is pooled.
 */
export async function runModels(context: PipelineContext, options: RunModelsOptions): Promise<RunModelsResult> {
  const { models, folder, engines, steps, weights } = options;
  const { settings, reporter } = context;
  // A layer that a model does not have is a mistake to hear of before hours of work.
  for (const model of models) freezeOption(model, settings.train);
  if (settings.validation === 'test') reporter.warn(TEST_WATCHED);
  const release: (() => Promise<void>)[] = [];
  try {
    // Different models of a run may be worked on at once, one model not; a run that is refused leaves run.json as it is.
    for (const model of models) release.push(await lockFolder(folder.of(model).path));
    const opened = await openSplits(context, { folder, engines, weights, begin: steps.train });
    return await runLocked(context, options, opened);
  } finally {
    for (const give of release) await give();
  }
}

async function runLocked(
  { settings, reporter, stages }: PipelineContext,
  options: RunModelsOptions,
  opened: OpenSplits,
): Promise<RunModelsResult> {
  const { models, folder, engines, steps, weights } = options;
  const trained: TrainedModel[] = [];
  const evaluated: EvaluatedModel[] = [];
  for (const model of models) {
    const folds: FoldEvaluation[] = [];
    let backbone: LoadedBackbone | undefined;
    let caveat = '';
    for (const split of opened.splits) {
      const { fold } = split;
      const own = split.folder.of(model);
      if (fold !== null) reporter.note(`${model}, fold ${fold} of ${opened.splits.length}:`);
      const before = await readJson<TrainingRecord>(own.training);
      const outcome = await runOnSplit(model, split, { engines, steps, weights }, backbone);
      ({ backbone, caveat } = outcome);
      const { record, evaluation } = outcome;
      if (fold !== null && record.key !== before?.key) await forgetPooled(folder.of(model));
      if (steps.train) {
        trained.push({ model, folder: own, record, fold });
        options.onTrained?.(trained.at(-1)!);
      }
      if (!evaluation) continue;
      if (fold === null) {
        evaluated.push({ model, folder: own, evaluation, caveat, fold });
        options.onEvaluated?.(evaluated.at(-1)!);
      } else {
        folds.push({ fold, evaluation });
        const { accuracy, macroRecall } = evaluation.scores;
        reporter.note(
          `  accuracy ${(100 * accuracy).toFixed(1)} %, macro recall ${(100 * macroRecall).toFixed(1)} % on ${evaluation.predictions.length} files`,
        );
      }
    }
    if (folds.length > 0) {
      const own = folder.of(model);
      const evaluation = await poolFolds(model, own, folds, {
        identity: opened.identity,
        caveat,
        labels: opened.labels,
      });
      evaluated.push({ model, folder: own, evaluation, caveat, fold: null });
      options.onEvaluated?.(evaluated.at(-1)!);
    }
    if (settings.fold === 'all') {
      const records = opened.splits.map(({ context: own }) => own.stages.records());
      await writeJson(folder.stages, [...stages.records(), ...poolStages(records)]);
    }
  }
  return { synthetic: opened.synthetic, problems: opened.problems, trained, evaluated };
}
