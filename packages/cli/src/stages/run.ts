import { access, rmdir } from 'node:fs/promises';
import { dirname } from 'node:path';
import { figureCaveats, TEST_WATCHED } from '../caveats.ts';
import { PARTS } from '../corpus/clip.ts';
import { isLeftOut } from '../engines/backends.ts';
import type { Engines } from '../engines/open-engines.ts';
import { SerError } from '../errors.ts';
import { lockFolder } from '../files/lock-folder.ts';
import { checkModels } from '../models/check-models.ts';
import type { LoadedBackbone, Model, ModelName } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { findRecord, type ModelFolder, type RunFolder, readConfiguration, writeJson } from '../run-folder.ts';
import { type BaselineOutcome, runBaseline } from './baseline/run-baseline.ts';
import { checkIsRun } from './check-free.ts';
import { type EmbeddedCorpus, embedCorpus } from './embed/embed-corpus.ts';
import { type Evaluation, evaluateModel } from './evaluate/evaluate-model.ts';
import { openClassifier } from './evaluate/open-classifier.ts';
import { type FoldEvaluation, forgetPooled, poolFolds } from './evaluate/pool-folds.ts';
import type { Problem } from './features/compute-features.ts';
import { poolStages } from './log/stage-log.ts';
import { type OpenSplits, openSplits, type Split, uniqueProblems } from './open-splits.ts';
import type { PipelineContext } from './prepare/prepare.ts';
import { trainModel } from './train/train-model.ts';
import { type TrainingRecord, trainingRecord } from './train/training-record.ts';

/** A model that is trained, now or before. */
export interface TrainedModel {
  readonly model: { readonly name: ModelName };
  readonly folder: ModelFolder;
  readonly record: TrainingRecord;
  /** Which fold of a cross-validation, from 0; null for a run of one split. */
  readonly fold: number | null;
}

/** A model that is evaluated: on one test part, or on the test parts of all folds together. */
export interface EvaluatedModel {
  readonly model: { readonly name: ModelName };
  readonly folder: ModelFolder;
  readonly evaluation: Evaluation;
  /** What has to stand beside the figures. */
  readonly caveats: readonly string[];
}

/** What {@link runModels} is asked for. */
export interface RunModelsOptions {
  /** The networks; none for the baseline alone. */
  readonly models: readonly Model[];
  readonly folder: RunFolder;
  readonly engines: Engines;
  /** What `--weights` asks for; an evaluation without training takes the weights of each training. */
  readonly weights: string | undefined;
  /** A finished run of other settings in the same folder is replaced. @default false */
  readonly overwrite?: boolean;
  /** Trains models, tests models, or both, model by model. */
  readonly steps: { readonly train: boolean; readonly evaluate: boolean };
  readonly onTrained?: (trained: TrainedModel) => void;
  readonly onEvaluated?: (evaluated: EvaluatedModel) => void;
}

/** What came out of a run. */
export interface RunModelsResult {
  /** Files that were left out, and why. */
  readonly problems: readonly Problem[];
  readonly trained: readonly TrainedModel[];
  readonly evaluated: readonly EvaluatedModel[];
}

/**
 * Trains and tests models on one corpus: everything between the settings and the run folder; whatever is done already is
 * reused. With `fold: 'all'` that is every fold, and what the models predict on all test parts is pooled.
 *
 * The baseline goes along wherever something is tested, on the same splits, so that every figure has one to stand beside.
 */
export async function runModels(context: PipelineContext, options: RunModelsOptions): Promise<RunModelsResult> {
  const { models, folder, steps } = options;
  const { settings, reporter } = context;
  if (settings.validation === 'test') reporter.warn(TEST_WATCHED);
  const release: (() => Promise<void>)[] = [];
  const missing = await missingFolders(folder.path);
  try {
    if (steps.train) await checkIsRun(folder, options.overwrite === true);
    const checked = steps.train ? await checkModels(models, options.weights, context) : undefined;
    // Different models of a run may be worked on at once, one model not; a run that is refused leaves run.json as it is.
    for (const { name } of models) release.push(await lockFolder(folder.of(name).path));
    const opened = await openSplits(context, { ...options, begin: steps.train });
    const trained: TrainedModel[] = [];
    const evaluated: EvaluatedModel[] = [];
    const problems = [...opened.problems];
    const add = async (outcomes: { trained: TrainedModel[]; evaluated: EvaluatedModel | undefined }): Promise<void> => {
      trained.push(...outcomes.trained);
      if (outcomes.evaluated) evaluated.push(outcomes.evaluated);
      if (settings.fold === 'all') {
        const records = opened.splits.map((split) => split.context.stages.records());
        await writeJson(folder.stages, [...context.stages.records(), ...poolStages(records)]);
      }
    };
    for (const model of models) {
      let backbone = checked;
      const work = async (split: Split): Promise<Outcome> => {
        const { synthetic } = opened.provenance;
        const outcome = await runOnSplit(model, split, { ...options, synthetic, backbone });
        backbone = outcome.backbone;
        return outcome;
      };
      await add(await runModel(model.name, opened, options, work));
    }
    if (models.length === 0 || steps.evaluate) {
      const unlock = await lockFolder(folder.of(BASELINE).path).catch((error: unknown) => {
        if (models.length === 0 || !(error instanceof SerError)) throw error;
        reporter.note(`${BASELINE} is left out: another process works on it.`);
      });
      if (unlock) {
        release.push(unlock);
        const work = async (split: Split): Promise<BaselineOutcome> => {
          const outcome = await runBaseline({ ...split, synthetic: opened.provenance.synthetic }, steps);
          problems.push(...outcome.problems);
          return outcome;
        };
        await add(await runModel(BASELINE, opened, options, work));
      }
    }
    return { problems: uniqueProblems([problems]), trained, evaluated };
  } finally {
    for (const give of release) await give();
    // A run that was refused leaves nothing behind; a folder that holds something, or that was there, stays.
    for (const place of [...models.map(({ name }) => folder.of(name).path), ...missing])
      await rmdir(place).catch(() => {});
  }
}

/** A folder and those above it, as far as they do not exist, the innermost first. */
async function missingFolders(path: string): Promise<string[]> {
  const isThere = await access(path).then(
    () => true,
    () => false,
  );
  return isThere ? [] : [path, ...(await missingFolders(dirname(path)))];
}

/** One model on every split; where the splits are folds, what it predicts is pooled. */
async function runModel(
  name: ModelName,
  { splits, identity, labels }: OpenSplits,
  options: RunModelsOptions,
  work: (split: Split) => Promise<Pick<Outcome, 'record' | 'caveats' | 'evaluation'>>,
): Promise<{ trained: TrainedModel[]; evaluated: EvaluatedModel | undefined }> {
  const { folder, steps, onTrained, onEvaluated } = options;
  const model = { name };
  const whole = folder.of(name);
  const trained: TrainedModel[] = [];
  const folds: FoldEvaluation[] = [];
  let evaluated: EvaluatedModel | undefined;
  for (const split of splits) {
    const { fold, context } = split;
    const own = split.folder.of(name);
    if (fold !== null) context.reporter.note(`${name}, fold ${fold} of ${splits.length}:`);
    const before = await findRecord(own.training, trainingRecord);
    const { record, evaluation, caveats } = await work(split);
    if (fold !== null && record.key !== before?.key) await forgetPooled(whole);
    if (steps.train) {
      trained.push({ model, folder: own, record, fold });
      onTrained?.(trained.at(-1)!);
    }
    if (!evaluation) continue;
    evaluated = { model, folder: own, evaluation, caveats };
    if (fold === null) continue;
    folds.push({ fold, evaluation });
    const { accuracy, macroRecall } = evaluation.scores;
    context.reporter.note(
      `  accuracy ${(100 * accuracy).toFixed(1)} %, macro recall ${(100 * macroRecall).toFixed(1)} % on ${evaluation.predictions.length} files`,
    );
  }
  if (evaluated && folds.length > 0) {
    const { caveats } = evaluated;
    const pooled = await poolFolds(name, whole, folds, {
      identity,
      caveats,
      labels,
      seed: splits[0]!.context.settings.seed,
    });
    evaluated = { model, folder: whole, evaluation: pooled, caveats };
  }
  if (evaluated) onEvaluated?.(evaluated);
  return { trained, evaluated };
}

/** What came out of one model on one split. */
interface Outcome {
  readonly record: TrainingRecord;
  readonly caveats: readonly string[];
  readonly evaluation: Evaluation | null;
  /** The frozen backbone, for the next split. */
  readonly backbone: LoadedBackbone | undefined;
}

/** Embeds, trains and evaluates, or what of it is asked for. */
async function runOnSplit(
  model: Model,
  { context, folder, preparedFor }: Split,
  {
    engines,
    weights,
    steps,
    synthetic,
    backbone,
  }: RunModelsOptions & { readonly synthetic: boolean; readonly backbone: LoadedBackbone | undefined },
): Promise<Outcome> {
  const { settings, stages } = context;
  const { engine } = engines;
  const own = folder.of(model.name);
  const prepared = preparedFor(model);
  const shape = model.input.shape(prepared.index.shape, settings);
  let loaded = backbone;
  let embedded: EmbeddedCorpus | undefined;
  let record: TrainingRecord | undefined;
  if (steps.train) {
    loaded ??= await model.load(shape, weights, context);
    embedded = await embedCorpus(model, prepared, PARTS, { loaded, engine }, context);
    record = await trainModel(model, { prepared, embedded, folder: own, engines, synthetic }, context);
  }
  const caveatsFor = ({ weights: source, backend }: TrainingRecord): string[] =>
    figureCaveats({
      synthetic,
      weights: [source],
      validation: settings.validation,
      // An evaluation may run on another back end than the training did.
      headOnly: isLeftOut(settings, backend),
    });
  if (!steps.evaluate) return { record: record!, caveats: caveatsFor(record!), evaluation: null, backbone: loaded };

  const { identity } = await readConfiguration(folder);
  const stage = stages.start('evaluation', model.name);
  const opened = await openClassifier(model, { folder: own, identity }, shape, context, loaded);
  try {
    const caveats = caveatsFor(opened.record);
    const evaluation = await evaluateModel(
      model,
      prepared,
      opened,
      { folder: own, engine, caveats, embedded },
      context,
    );
    const items = prepared.test.length;
    await stage.end({ items, computed: items, of: evaluation.scores });
    return { record: opened.record, caveats, evaluation, backbone: opened.record.fineTuning ? loaded : opened.loaded };
  } finally {
    opened.head.dispose();
  }
}
