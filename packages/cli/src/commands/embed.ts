import type { Command } from '../cli/command.ts';
import { followUp } from '../cli/command-line.ts';
import { openRun } from '../cli/open-run.ts';
import {
  CACHE,
  COMPUTING,
  DEFAULT_RECIPE,
  engineChoice,
  MODEL,
  modelsOf,
  RECIPE_OPTIONS,
  SHARD,
  text,
} from '../cli/options.ts';
import { PARTS } from '../corpus/clip.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { readShard } from '../corpus/shard.ts';
import { openEngines } from '../engines/open-engines.ts';
import { checkModels } from '../models/check-models.ts';
import { embedCorpus } from '../stages/embed/embed-corpus.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { eachSplit, uniqueProblems } from '../stages/open-splits.ts';
import { prepare } from '../stages/prepare/prepare.ts';

export const embed: Command = {
  options: {
    ...CORPUS_OPTIONS,
    cache: CACHE,
    ...COMPUTING,
    model: { ...MODEL, help: `${MODEL.help} [all]` },
    ...RECIPE_OPTIONS,
    shard: SHARD,
  },
  example: 'ser embed --data RAVDESS --model VGG16 --recipe published --shard 1/4',
  async run(command) {
    const { options, reporter, print, printJson } = command;
    const source = await readCorpusSource(options);
    const asked = text(options, 'model');
    const models = modelsOf(options);
    const given = text(options, 'shard');
    const shard = given === undefined ? undefined : readShard(given);
    const weights = text(options, 'weights');
    const { context } = await openRun(source, DEFAULT_RECIPE, command);
    const { engine } = await openEngines(engineChoice(options), reporter);
    const checked = await checkModels(models, weights, context);
    const embedded = [];
    const problems = [];
    for (const { fold, context: own, corpus } of await eachSplit(context)) {
      const prepared = await prepare(own, { shard, corpus });
      problems.push(prepared.problems);
      const count = prepared.index.keys.size;
      // A share may be empty, or hold nothing but files that cannot be used.
      for (const model of count > 0 ? models : []) {
        const loaded =
          checked ?? (await model.load(model.input.shape(prepared.index.shape, own.settings), weights, own));
        const { dim } = await embedCorpus(model, prepared, PARTS, { loaded, engine }, own);
        embedded.push({
          model: model.name,
          ...(fold !== null && { fold }),
          weights: loaded.source,
          engine: engine.name,
          embeddings: count,
          dim,
        });
        const which = fold === null ? model.name : `${model.name}, fold ${fold}`;
        print(`${which}: ${count} embeddings of ${dim} numbers are ready in ${own.cache}.`);
      }
    }
    // Without --model this command embeds for all, and merge looks at spectrograms only.
    const next = { model: asked ?? 'all', shard: undefined, shards: String(shard?.count) };
    if (shard) print(`When all ${shard.count} are done: ${followUp('merge', options, next)}`);
    printJson({ cache: context.cache, ...(shard && { shard }), embedded, leftOut: uniqueProblems(problems) });
    return reportLeftOut(uniqueProblems(problems), reporter);
  },
};
