import { join } from 'node:path';
import { generateDemoCorpus } from '@ser-examples/demo-corpus';
import type { Command, CommandContext } from '../cli/command.ts';
import { CACHE, ENGINES, RUN, SETTINGS, text, wholeNumber } from '../cli/options.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { readModelNames } from '../models.ts';
import { openEngines } from '../pipeline/engines.ts';
import { openRun } from '../pipeline/open-run.ts';
import { runFolder } from '../run-folder.ts';
import { wholeRun } from './whole-run.ts';

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
    const { options, reporter } = command;
    reporter.note('Speech emotion recognition on a demo corpus: synthetic voices, real pipeline.');
    const { context } = await openRun('demo', 'demo', command);
    // Wrong names are told before the corpus is made.
    readModelNames(text(options, 'model') ?? 'all');
    const engines = await openEngines(options, reporter);
    const data = await makeCorpus(command, context.settings.seed);
    const folder = runFolder(text(options, 'run') ?? join('runs', 'demo'));
    return wholeRun({ ...context, data }, { folder, engines }, command);
  },
};

async function makeCorpus({ options, reporter, signal }: CommandContext, seed: number): Promise<string> {
  const actors = wholeNumber(options, 'actors', { min: 2, max: 99 }) ?? 24;
  const itemsPerActor = wholeNumber(options, 'items', { min: 8, max: 60 }) ?? 20;
  const dir = join(cacheFolder(text(options, 'cache')), 'demo-corpus', `${actors}x${itemsPerActor}-seed${seed}`);
  const stage = reporter.stage('Demo corpus', actors * itemsPerActor);
  const corpus = generateDemoCorpus({ dir, actors, itemsPerActor, seed, signal });
  let step = await corpus.next();
  for (; !step.done; step = await corpus.next()) stage.update(step.value.done);
  const { files, generated, reused } = step.value;
  stage.end(`${files.length} files of ${actors} voices in ${dir}: ${generated} made, ${reused} reused`);
  return dir;
}
