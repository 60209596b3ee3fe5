import { join, resolve } from 'node:path';
import type { Command } from '../cli/command.ts';
import { BACKEND, CACHE, EARLIER_RUN, engineChoice, MODEL, required, text } from '../cli/options.ts';
import { openEngines } from '../engines/open-engines.ts';
import { EXIT, usageError } from '../errors.ts';
import { writeBaselineExport, writeExport } from '../export/write-export.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { MODEL_NAMES } from '../models/find-models.ts';
import { BASELINE } from '../models/models.ts';
import { chooseModel } from '../predict/choose-model.ts';
import { readConfiguration, runFolder } from '../run-folder.ts';

export const exportModel: Command = {
  positionals: '[FILE…]',
  options: {
    run: EARLIER_RUN,
    model: {
      ...MODEL,
      help: `the model to export: ${MODEL_NAMES.join(', ')}, ${BASELINE} [the only one that the run has]`,
    },
    out: { type: 'string', value: 'DIR', help: 'folder for the export: an empty one, or an earlier export' },
    int8: {
      type: 'boolean',
      help: 'for a speech encoder: a variant in int8 too, compared with the float32 one on the FILEs that are named',
    },
    cache: CACHE,
    backend: { ...BACKEND, help: BACKEND.help.replace('what trains', 'what reads the head') },
  },
  example: 'ser export --run runs/demo --model VGG16 --out vgg16',
  async run({ options, positionals, reporter, signal, print, printJson }) {
    const out = resolve(required(options, 'out', 'name the folder for the export, such as --out vgg16.'));
    const folder = runFolder(required(options, 'run', 'name the run folder, such as --run runs/demo.'));
    if (options.int8 && positionals.length === 0) {
      throw usageError('--int8 is compared with float32 on recordings of yours: name some after the options.');
    }
    if (!options.int8 && positionals.length > 0) throw usageError('ser export takes recordings with --int8 only.');
    const { settings, identity } = await readConfiguration(folder);
    const model = await chooseModel(options, folder);
    const place = { folder: folder.of(model === BASELINE ? BASELINE : model.name), identity };
    let written: Awaited<ReturnType<typeof writeExport>>;
    if (model === BASELINE) {
      if (options.int8) throw usageError(`--int8 is for speech encoders; ${BASELINE} is no network.`);
      written = await writeBaselineExport(place, { out, signal });
    } else {
      await openEngines(engineChoice(options), reporter);
      const context = { settings, cache: cacheFolder(text(options, 'cache')), reporter, signal };
      written = await writeExport(model, place, { out, compareOn: positionals }, context);
    }
    const { record, left } = written;
    for (const line of left) reporter.warn(line);
    for (const name of [...Object.keys(record.files), 'model.json']) print(join(out, name));
    if (record.int8) {
      const { largest, changedLabels, stretches, recordings } = record.int8;
      print(
        `int8 beside float32, ${stretches} stretches of ${recordings} recordings: probabilities at most ${largest.toPrecision(2)} apart, ${changedLabels} other labels`,
      );
    }
    printJson({ out, ...record, leftOut: left });
    return EXIT.ok;
  },
};
