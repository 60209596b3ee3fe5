import { join } from 'node:path';
import type { Command, CommandContext } from '../cli/command.ts';
import { openRun } from '../cli/open-run.ts';
import {
  CACHE,
  COMPUTING,
  engineChoice,
  MODEL,
  modelsBesideBaseline,
  OVERWRITE,
  RECIPE_OPTIONS,
  RUN,
  recipeHelp,
  text,
  wholeNumber,
} from '../cli/options.ts';
import { openEngines } from '../engines/open-engines.ts';
import { SerError } from '../errors.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { runFolder } from '../run-folder.ts';
import { wholeRun } from './whole-run.ts';

/** The recipe of the demo where none is named. */
const RECIPE = 'demo';

export const demo: Command = {
  options: {
    actors: { type: 'string', value: 'N', help: 'voices of the demo corpus [24]' },
    items: { type: 'string', value: 'N', help: 'files per voice, up to 60 [20]' },
    run: { ...RUN, help: 'run folder [runs/demo]' },
    overwrite: OVERWRITE,
    cache: CACHE,
    ...COMPUTING,
    model: { ...MODEL, help: `${MODEL.help} [all]` },
    ...RECIPE_OPTIONS,
    recipe: { ...RECIPE_OPTIONS.recipe!, help: recipeHelp(RECIPE) },
  },
  example: 'ser demo --model VGG16',
  async run(command) {
    const { options, reporter } = command;
    reporter.note('Speech emotion recognition on a demo corpus: synthetic voices, real pipeline.');
    // Wrong names, of models and of layers, are told before the corpus is made.
    const models = modelsBesideBaseline(options);
    const { context } = await openRun(undefined, RECIPE, command, models);
    const engines = await openEngines(engineChoice(options), reporter, models);
    const data = await makeCorpus(await loadGenerator(), command, context.settings.seed);
    const folder = runFolder(text(options, 'run') ?? join('runs', 'demo'));
    return wholeRun({ ...context, source: { dirs: [data] } }, { folder, engines }, command);
  },
};

/** What this program uses of the package that voices the demo corpus. */
interface Generator {
  generateDemoCorpus(options: {
    readonly dir: string;
    readonly actors: number;
    readonly itemsPerActor: number;
    readonly seed: number;
    readonly signal: AbortSignal;
  }): AsyncGenerator<
    { readonly done: number },
    { readonly files: readonly unknown[]; readonly generated: number; readonly reused: number }
  >;
}

/** The synthesizer behind the demo corpus is under the GPL, so that its package is no dependency of this one: a copy of the repository has it. */
async function loadGenerator(name = '@ser-examples/demo-corpus'): Promise<Generator> {
  try {
    return (await import(name)) as Generator;
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ERR_MODULE_NOT_FOUND') throw cause;
    throw new SerError(
      `ser demo needs the package ${name}, which voices the demo corpus. Its license is the GPL, so it is not published with this program: ` +
        'clone the repository and run `npx --yes pnpm@10.34.9 start` there, or take recordings of your own with `ser reproduce --data DIR`.',
      { cause },
    );
  }
}

async function makeCorpus(
  { generateDemoCorpus }: Generator,
  { options, reporter, signal }: CommandContext,
  seed: number,
): Promise<string> {
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
