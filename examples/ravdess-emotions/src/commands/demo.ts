import { join } from 'node:path';
import { generateDemoCorpus } from '@ser-examples/demo-corpus';
import type { Command, CommandContext } from '../cli/command.ts';
import { CACHE, ENGINES, RUN, SETTINGS, text } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import { writeComparison } from '../evaluation/write-comparison.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { MODEL_NAMES, readModelNames } from '../models.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { openRun } from '../pipeline/open-run.ts';
import { runModels } from '../pipeline/run-models.ts';
import { runFolder } from '../run-folder.ts';
import { duration } from '../terminal/duration.ts';

export const demo: Command = {
  options: {
    actors: { type: 'string', value: 'N', help: 'voices of the demo corpus [24]' },
    items: { type: 'string', value: 'N', help: 'files a voice, up to 60 [20]' },
    run: { ...RUN, help: 'run folder [runs/demo]' },
    cache: CACHE,
    ...ENGINES,
    model: { ...ENGINES.model, help: `${ENGINES.model.help} [all]` },
    ...SETTINGS,
  },
  example: 'ser demo --model VGG16',
  async run(command) {
    const { options, reporter, print, printJson } = command;
    const start = performance.now();
    const models = readModelNames(text(options, 'model') ?? MODEL_NAMES.join());
    const weights = text(options, 'weights');
    reporter.note('Speech emotion recognition on a demo corpus: synthetic voices, real pipeline.');
    const { context } = await openRun('demo', 'demo', command);
    const engines = await openEngines(options, reporter);
    const data = await makeCorpus(command, context.settings.seed);
    const folder = runFolder(text(options, 'run') ?? join('runs', 'demo'));
    const pipeline = { ...context, data };

    const { problems } = await runModels(pipeline, {
      models,
      folder,
      engines,
      weights,
      steps: { train: true, evaluate: true },
      onEvaluated: ({ model, evaluation }) => print(`\n${model}\n\n${evaluation.text}`),
    });
    const { text: comparison, rows, differences } = await writeComparison(folder);
    print(`${comparison}\n`);
    print(
      `Everything is in ${folder.path}: reports, predictions, confusion matrices and learning curves, a folder a model.`,
    );
    reporter.note(`The whole run took ${duration(performance.now() - start)}.`);
    printJson({ run: folder.path, data, models: rows, differences, leftOut: problems });
    return reportLeftOut(problems, reporter, folder);
  },
};

async function makeCorpus({ options, reporter, signal }: CommandContext, seed: number): Promise<string> {
  const actors = count(options, 'actors', 24, 2, 99);
  const itemsPerActor = count(options, 'items', 20, 8, 60);
  const dir = join(cacheFolder(text(options, 'cache')), 'demo-corpus', `${actors}x${itemsPerActor}-seed${seed}`);
  const stage = reporter.stage('Demo corpus', actors * itemsPerActor);
  const corpus = generateDemoCorpus({ dir, actors, itemsPerActor, seed, signal });
  let step = await corpus.next();
  for (; !step.done; step = await corpus.next()) stage.update(step.value.done);
  const { files, generated, reused } = step.value;
  stage.end(`${files.length} files of ${actors} voices in ${dir}: ${generated} made, ${reused} reused`);
  return dir;
}

function count(options: CommandContext['options'], name: string, initial: number, min: number, max: number): number {
  const given = text(options, name);
  if (given === undefined) return initial;
  const value = Number(given);
  if (!Number.isInteger(value) || value < min || value > max)
    throw usageError(`--${name} must be a whole number from ${min} to ${max}; received "${given}".`);
  return value;
}
