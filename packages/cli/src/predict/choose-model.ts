import type { OptionValues } from '../cli/command.ts';
import { modelsOf, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import type { Model } from '../models/model.ts';
import { modelsOfRun } from '../models/models-of-run.ts';
import type { RunFolder } from '../run-folder.ts';

/** The model that was named, or the only one that the run has trained. */
export async function chooseModel(options: OptionValues, folder: RunFolder): Promise<Model> {
  if (text(options, 'model') !== undefined) {
    const [model, ...others] = modelsOf(options);
    if (others.length > 0) throw usageError('--model names several; this command takes one at a time.');
    return model!;
  }
  const trained = await modelsOfRun(folder);
  if (trained.length === 1) return trained[0]!;
  const names = trained.map(({ name }) => name);
  throw usageError(
    trained.length === 0
      ? `${folder.path} holds no trained model. Train one with ser train, or name another run; after --fold all the models lie in the folds, such as --run ${folder.fold(0).path}.`
      : `--model is missing: ${folder.path} holds ${names.join(', ')}. Name one, such as --model ${names[0]}.`,
  );
}
