import type { OptionValues } from '../cli/command.ts';
import { modelsBesideBaseline, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import type { Model } from '../models/model.ts';
import { BASELINE } from '../models/models.ts';
import { modelsOfRun } from '../models/models-of-run.ts';
import { anyRecord, type RunFolder, readRecord } from '../run-folder.ts';

/** The model that was named, or the only one that the run has trained, where the baseline beside a network does not count. */
export async function chooseModel(options: OptionValues, folder: RunFolder): Promise<Model | typeof BASELINE> {
  if (text(options, 'model') !== undefined) {
    const [model = BASELINE, ...others] = modelsBesideBaseline(options);
    if (others.length > 0) throw usageError('--model names several; this command takes one at a time.');
    return model;
  }
  const trained = await modelsOfRun(folder);
  const hasBaseline = (await readRecord(folder.of(BASELINE).training, anyRecord)) !== undefined;
  if (trained.length === 0 && hasBaseline) return BASELINE;
  if (trained.length === 1) return trained[0]!;
  const names = [...trained.map(({ name }) => name), ...(hasBaseline ? [BASELINE] : [])];
  throw usageError(
    names.length === 0
      ? `${folder.path} holds no trained model. Train one with ser train, or name another run; after --fold all the models lie in the folds, such as --run ${folder.fold(0).path}.`
      : `--model is missing: ${folder.path} holds ${names.join(', ')}. Name one, such as --model ${names[0]}.`,
  );
}
