import type { Command } from '../cli/command.ts';
import { CACHE, ENGINES, RUN, required, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import type { Problem } from '../features/compute-features.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { readModelNames } from '../models.ts';
import { opinionCaveat } from '../pipeline/caveat.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { type Opinion, openListener } from '../pipeline/open-listener.ts';
import { readConfiguration, runFolder } from '../run-folder.ts';

export const predict: Command = {
  positionals: 'FILE…',
  options: {
    run: RUN,
    model: { ...ENGINES.model, help: 'the model to ask: ResNet101, VGG16 or VGG19' },
    cache: CACHE,
    engine: ENGINES.engine,
    backend: ENGINES.backend,
  },
  example: 'ser predict --run runs/demo --model VGG16 voice.wav',
  async run({ options, positionals, reporter, signal, print, printJson }) {
    if (positionals.length === 0) throw usageError('ser predict needs at least one WAV file.');
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/demo.'));
    const [model, ...others] = readModelNames(
      required(options, 'model', 'name the model to ask, such as --model VGG16.'),
    );
    if (others.length > 0) throw usageError('ser predict asks one model at a time.');
    const { settings, synthetic } = await readConfiguration(folder);
    const { engine } = await openEngines(options, reporter);
    const context = { settings, cache: cacheFolder(text(options, 'cache')), reporter, signal };
    const listener = await openListener(model!, folder.of(model!), engine, context);
    const caveat = opinionCaveat({ synthetic, weights: [listener.weights] });
    if (caveat) reporter.warn(caveat);

    const problems: Problem[] = [];
    const results = [];
    try {
      for (const path of positionals) {
        signal.throwIfAborted();
        const heard = await listener.hear(path);
        if ('problem' in heard) {
          problems.push({ path, reason: heard.problem });
          continue;
        }
        const { windows, ...overall } = heard;
        results.push({ file: path, ...overall, ...(windows.length > 1 && { windows }) });
        print(`${path}: ${inWords(overall)}`);
        if (windows.length === 1) continue;
        for (const { start, end, ...opinion } of windows) {
          print(`  ${start.toFixed(1)}–${end.toFixed(1)} s: ${inWords(opinion)}`);
        }
      }
    } finally {
      await listener.close();
    }
    printJson({ model, run: folder.path, caveat, results, leftOut: problems });
    return reportLeftOut(problems, reporter);
  },
};

function inWords({ label, probabilities }: Opinion): string {
  return `${label} (${(100 * probabilities[label]!).toFixed(1)} %)`;
}
