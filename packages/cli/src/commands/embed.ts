import type { Command } from '../cli/command.ts';
import { CACHE, DATA, ENGINES, RECIPE_OPTIONS, required, SHARD, text } from '../cli/options.ts';
import { PARTS } from '../corpus/clip.ts';
import { readShard } from '../corpus/shard.ts';
import { imageShape } from '../features/feature-image.ts';
import { MODEL_NAMES, readModelNames } from '../models.ts';
import { eachSplit, uniqueProblems } from '../pipeline/each-split.ts';
import { embedCorpus, loadBackbone } from '../pipeline/embed-corpus.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { mergeCommand } from '../pipeline/merge-shards.ts';
import { openRun } from '../pipeline/open-run.ts';
import { prepare } from '../pipeline/prepare.ts';

export const embed: Command = {
  options: {
    data: DATA,
    cache: CACHE,
    ...ENGINES,
    model: { ...ENGINES.model, help: `${ENGINES.model.help} [all]` },
    ...RECIPE_OPTIONS,
    shard: SHARD,
  },
  example: 'ser embed --data RAVDESS --model VGG16 --recipe published --shard 1/4',
  async run(command) {
    const { options, commandLine, reporter, print, printJson } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const asked = text(options, 'model');
    const models = readModelNames(asked ?? MODEL_NAMES.join());
    const given = text(options, 'shard');
    const shard = given === undefined ? undefined : readShard(given);
    const weights = text(options, 'weights');
    const { context } = await openRun(data, 'published', command);
    const { engine } = await openEngines(options, reporter);
    const embedded = [];
    const problems = [];
    for (const { fold, context: own, corpus } of await eachSplit(context)) {
      const prepared = await prepare(own, { shard, corpus });
      problems.push(prepared.problems);
      const count = prepared.index.keys.size;
      // A share may be empty, or hold nothing but files that cannot be used.
      for (const model of count > 0 ? models : []) {
        const planes = { data: new Float32Array(), shape: prepared.index.shape };
        const loaded = await loadBackbone(model, imageShape(planes, own.settings), weights, own);
        const { dim } = await embedCorpus(model, prepared, PARTS, { loaded, engine }, own);
        embedded.push({
          model,
          ...(fold !== null && { fold }),
          weights: loaded.source,
          engine,
          embeddings: count,
          dim,
        });
        const which = fold === null ? model : `${model}, fold ${fold}`;
        print(`${which}: ${count} embeddings of ${dim} numbers are ready in ${own.cache}.`);
      }
    }
    // Without --model this command embeds for all, and merge looks at spectrograms only.
    const whose = asked === undefined ? ['--model all'] : [];
    if (shard) print(`When all ${shard.count} are done: ${mergeCommand(commandLine, shard, whose)}`);
    printJson({ cache: context.cache, ...(shard && { shard }), embedded, leftOut: uniqueProblems(problems) });
    return reportLeftOut(uniqueProblems(problems), reporter);
  },
};
