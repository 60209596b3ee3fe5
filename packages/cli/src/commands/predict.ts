import { predictionCaveats } from '../caveats.ts';
import type { Command } from '../cli/command.ts';
import { BACKEND, CACHE, DEVICE, EARLIER_RUN, ENGINE, MODEL, TRAINED_WEIGHTS, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { BASELINE } from '../models/models.ts';
import { isNetworkSource } from '../models/network-source.ts';
import { classifierIn, findAsked } from '../predict/find-asked.ts';
import { predictFiles } from '../predict/predict-files.ts';
import { predictPretrained } from '../pretrained/predict-pretrained.ts';

export const predict: Command = {
  positionals: 'FILE|FOLDER…',
  options: {
    run: EARLIER_RUN,
    model: {
      ...MODEL,
      help: `the model to predict with: ${MODEL_NAMES.join(', ')}, ${BASELINE} [the only one that the run has]; without --run the folder of a classifier that ser train saved, or a classifier of the hub, owner/name, or its folder`,
    },
    weights: TRAINED_WEIGHTS,
    cache: CACHE,
    engine: ENGINE,
    backend: { ...BACKEND, help: BACKEND.help.replace('what trains', 'what runs the head') },
    device: DEVICE,
  },
  example: 'ser predict --run runs/demo --model VGG16 voice.wav',
  async run(command) {
    const { options, positionals, reporter } = command;
    if (positionals.length === 0) throw usageError('ser predict needs at least one audio file, or a folder of them.');
    const asked = text(options, 'model');
    const isAlone = asked !== undefined && text(options, 'run') === undefined;
    if (isAlone && isNetworkSource(asked) && (await classifierIn(asked)) === undefined) {
      return predictPretrained(asked, command);
    }
    const found = await findAsked(options);
    const predictor = await found.open(command);
    const { name, place, clips, scoredStart } = found;
    const caveats = predictionCaveats({ synthetic: found.synthetic, weights: [found.weights] });
    for (const caveat of caveats) reporter.warn(caveat);
    const about = { run: place, clips, caveats };
    return predictFiles({ name, predictor, scoredStart, about }, command);
  },
};
