import { basename } from 'node:path';
import { predictionCaveats } from '../caveats.ts';
import type { Command } from '../cli/command.ts';
import { BACKEND, CACHE, EARLIER_RUN, ENGINE, engineChoice, MODEL, required, text } from '../cli/options.ts';
import { openEngines } from '../engines/open-engines.ts';
import { EXIT, usageError } from '../errors.ts';
import { bytesCutOff } from '../files/bytes-cut-off.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { findWavFiles } from '../files/find-wav-files.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { isNetworkSource } from '../models/network-source.ts';
import { chooseModel } from '../predict/choose-model.ts';
import { type Answer, openPredictor } from '../predict/open-predictor.ts';
import { predictPretrained } from '../pretrained/predict-pretrained.ts';
import { readConfiguration, runFolder } from '../run-folder.ts';
import { reportLeftOut } from '../stages/left-out.ts';

export const predict: Command = {
  positionals: 'FILE|FOLDER…',
  options: {
    run: EARLIER_RUN,
    model: {
      ...MODEL,
      help: `the model to predict with: ${MODEL_NAMES.join(', ')} [the only one that the run has]; without --run a classifier of the hub, owner/name, or its folder`,
    },
    cache: CACHE,
    engine: ENGINE,
    backend: { ...BACKEND, help: BACKEND.help.replace('what trains', 'what runs the head') },
  },
  example: 'ser predict --run runs/demo --model VGG16 voice.wav',
  async run(command) {
    const { options, positionals, reporter, signal, print, printJson } = command;
    const asked = text(options, 'model');
    if (asked !== undefined && text(options, 'run') === undefined && isNetworkSource(asked)) {
      return predictPretrained(asked, command);
    }
    if (positionals.length === 0) throw usageError('ser predict needs at least one WAV file, or a folder of them.');
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/demo.'));
    const { settings, synthetic, identity } = await readConfiguration(folder);
    const model = await chooseModel(options, folder);
    const { files, problems } = await findWavFiles(positionals);
    const { engine } = await openEngines(engineChoice(options), reporter);
    const context = { settings, cache: cacheFolder(text(options, 'cache')), reporter, signal };
    const predictor = await openPredictor(model, { folder: folder.of(model.name), identity }, engine, context);
    const caveats = predictionCaveats({ synthetic, weights: [predictor.weights] });
    for (const caveat of caveats) reporter.warn(caveat);

    const results: object[] = [];
    let saidOfStarts = false;
    const stage = reporter.stage(`${model.name} predicts`, files.length);
    const json = (more: object = {}): void =>
      printJson({
        model: model.name,
        run: folder.path,
        clips: settings.clips,
        caveats,
        results,
        leftOut: problems,
        ...more,
      });
    try {
      for (const [i, path] of files.entries()) {
        signal.throwIfAborted();
        const answer = await predictor.predict(path, (count) =>
          stage.update(i, `window ${count} of ${basename(path)}`),
        );
        if ('problem' in answer) {
          problems.push({ path, reason: answer.problem });
          continue;
        }
        const lost = await bytesCutOff(path);
        if (lost > 0)
          reporter.warn(
            `${path} is cut off: its header promises ${lost} bytes of samples more than it holds. The answer is about what is there.`,
          );
        const { windows, ...overall } = answer;
        if (overall.answerOf !== undefined && !saidOfStarts) {
          saidOfStarts = true;
          reporter.warn(
            `This model learned from the first ${settings.duration} s of recordings and was scored on them alone (clips=start). ` +
              'Of longer recordings the answer is about that start; what it says of later windows was never scored. Train with --set clips=windows for those.',
          );
        }
        results.push({
          file: path,
          ...(lost > 0 && { bytesCutOff: lost }),
          ...overall,
          ...(windows.length > 1 && { windows }),
        });
        print(`${path}: ${inWords(overall)}`);
        if (windows.length === 1) continue;
        for (const { start, end, ...own } of windows) {
          print(`  ${start.toFixed(1)}–${end.toFixed(1)} s: ${inWords(own)}`);
        }
      }
    } catch (error) {
      if (!signal.aborted) throw error;
      json({ interrupted: true });
      reporter.warn(
        `Interrupted after ${results.length} of ${files.length} files. What is printed stands; the same command begins anew, so name only the other files.`,
      );
      return EXIT.interrupted;
    } finally {
      await predictor.close();
    }
    stage.end(`${results.length} of ${files.length} files`);
    json();
    const code = await reportLeftOut(problems, reporter);
    return results.length === 0 ? EXIT.failed : code;
  },
};

function inWords({ label, guess, reasons, probabilities }: Answer): string {
  if (guess === undefined) return 'silence';
  const sure = `${(100 * probabilities![guess]!).toFixed(1)} %`;
  return label === null ? `can't tell: ${reasons.join(', ')} (best guess ${guess}, ${sure})` : `${label} (${sure})`;
}
