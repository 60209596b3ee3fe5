import { basename, join } from 'node:path';
import type { Command } from '../cli/command.ts';
import { CACHE, EARLIER_RUN, ENGINES, required, text } from '../cli/options.ts';
import { EXIT, usageError } from '../errors.ts';
import { bytesCutOff } from '../files/bytes-cut-off.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { findWavFiles } from '../files/find-wav-files.ts';
import { MODEL_NAMES, type ModelName, readModelNames } from '../models.ts';
import { opinionCaveat } from '../pipeline/caveat.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { type Opinion, openListener } from '../pipeline/open-listener.ts';
import { type RunFolder, readConfiguration, readJson, runFolder } from '../run-folder.ts';

export const predict: Command = {
  positionals: 'FILE|FOLDER…',
  options: {
    run: EARLIER_RUN,
    model: { ...ENGINES.model, help: 'the model to ask: ResNet101, VGG16 or VGG19 [the only one that the run has]' },
    cache: CACHE,
    engine: ENGINES.engine,
    backend: { ...ENGINES.backend, help: 'what runs the head: auto, gpu, node, webgpu, wasm or cpu [auto]' },
  },
  example: 'ser predict --run runs/demo --model VGG16 voice.wav',
  async run({ options, positionals, reporter, signal, print, printJson }) {
    if (positionals.length === 0) throw usageError('ser predict needs at least one WAV file, or a folder of them.');
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/demo.'));
    const { settings, synthetic, identity } = await readConfiguration(folder);
    const model = await chooseModel(text(options, 'model'), folder);
    const { files, problems } = await findWavFiles(positionals);
    const { engine } = await openEngines(options, reporter);
    const context = { settings, cache: cacheFolder(text(options, 'cache')), reporter, signal };
    const listener = await openListener(model, { folder: folder.of(model), identity }, engine, context);
    const caveat = opinionCaveat({ synthetic, weights: [listener.weights] });
    if (caveat) reporter.warn(caveat);

    const results = [];
    const stage = reporter.stage(`${model} listens`, files.length);
    try {
      for (const [i, path] of files.entries()) {
        signal.throwIfAborted();
        const heard = await listener.hear(path, (count) => stage.update(i, `window ${count} of ${basename(path)}`));
        if ('problem' in heard) {
          problems.push({ path, reason: heard.problem });
          continue;
        }
        const lost = await bytesCutOff(path);
        if (lost > 0)
          reporter.warn(
            `${path} is cut off: its header promises ${lost} bytes of samples more than it holds. What is there was heard.`,
          );
        const { windows, ...overall } = heard;
        results.push({
          file: path,
          ...(lost > 0 && { bytesCutOff: lost }),
          ...overall,
          ...(windows.length > 1 && { windows }),
        });
        print(`${path}: ${inWords(overall)}`);
        if (windows.length === 1) continue;
        for (const { start, end, ...heard } of windows) {
          print(`  ${start.toFixed(1)}–${end.toFixed(1)} s: ${'silent' in heard ? 'silence' : inWords(heard)}`);
        }
      }
    } finally {
      await listener.close();
    }
    stage.end(`${results.length} of ${files.length} files`);
    printJson({ model, run: folder.path, caveat, results, leftOut: problems });
    const code = await reportLeftOut(problems, reporter);
    return results.length === 0 ? EXIT.failed : code;
  },
};

/** The model that was named, or the only one that the run has trained. */
async function chooseModel(asked: string | undefined, folder: RunFolder): Promise<ModelName> {
  if (asked !== undefined) {
    const [model, ...others] = readModelNames(asked);
    if (others.length > 0) throw usageError('ser predict asks one model at a time.');
    return model!;
  }
  const trained: ModelName[] = [];
  for (const model of MODEL_NAMES) if (await readJson(folder.of(model).training)) trained.push(model);
  if (trained.length === 1) return trained[0]!;
  throw usageError(
    trained.length === 0
      ? `${folder.path} holds no trained model. Train one with ser train, or name another run; after --fold all the models lie in the folds, such as --run ${join(folder.path, 'fold-0')}.`
      : `--model is missing: ${folder.path} holds ${trained.join(', ')}. Name the one to ask, such as --model ${trained[0]}.`,
  );
}

function inWords({ label, probabilities }: Opinion): string {
  return `${label} (${(100 * probabilities[label]!).toFixed(1)} %)`;
}
