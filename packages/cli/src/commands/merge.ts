import type { Command } from '../cli/command.ts';
import { anotherCommand } from '../cli/command-line.ts';
import { CACHE, DATA, ENGINES, RECIPE_OPTIONS, required, text, wholeNumber } from '../cli/options.ts';
import { usageError } from '../errors.ts';
import { readModelNames } from '../models.ts';
import { eachSplit, uniqueProblems } from '../pipeline/each-split.ts';
import { openEngines } from '../pipeline/engines.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { mergeShards } from '../pipeline/merge-shards.ts';
import { openRun } from '../pipeline/open-run.ts';

export const merge: Command = {
  options: {
    data: DATA,
    cache: CACHE,
    shards: { type: 'string', value: 'N', help: 'how many shares there were' },
    ...ENGINES,
    model: { ...ENGINES.model, help: 'whose embeddings must be there too [none: spectrograms only]' },
    ...RECIPE_OPTIONS,
  },
  example: 'ser merge --data RAVDESS --model all --shards 4',
  async run(command) {
    const { options, commandLine, reporter, print, printJson } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const count = wholeNumber(options, 'shards', { min: 1, max: 10_000 });
    if (count === undefined) throw usageError('--shards is missing: how many shares there were, such as --shards 4.');
    const asked = text(options, 'model');
    const models = asked === undefined ? [] : readModelNames(asked);
    const { context } = await openRun(data, 'published', command);
    const engine = models.length > 0 ? (await openEngines(options, reporter)).engine : undefined;
    const weights = text(options, 'weights');
    const merged = [];
    for (const { fold, context: own, corpus } of await eachSplit(context)) {
      merged.push({ fold, ...(await mergeShards(own, { count, models, engine, weights, corpus })) });
    }
    const gaps = merged.flatMap(({ fold, gaps }) => gaps.map((gap) => ({ ...gap, ...(fold !== null && { fold }) })));
    const spectrograms = merged.reduce((sum, { spectrograms }) => sum + spectrograms, 0);
    const embeddings = merged.reduce((sum, { embeddings }) => sum + embeddings, 0);
    const problems = uniqueProblems(merged.map(({ problems }) => problems));

    printJson({ complete: gaps.length === 0, spectrograms, embeddings, missing: gaps, leftOut: problems });
    if (gaps.length > 0) {
      const verb = models.length > 0 ? 'embed' : 'preprocess';
      const without = ['shards', 'json', 'quiet', ...(verb === 'embed' ? [] : Object.keys(ENGINES))];
      const again = (shard: number): string =>
        anotherCommand(commandLine, { command: verb, without, add: `--shard ${shard}/${count}` });
      const lines = gaps.map(({ shard, stage, model, missing, of, fold }) => {
        const what = stage === 'features' ? 'files have no spectrograms' : `embeddings of ${model} are missing`;
        return `  shard ${shard}/${count}${fold === undefined ? '' : `, fold ${fold}`}: ${missing} of ${of} ${what}`;
      });
      const shards = [...new Set(gaps.map(({ shard }) => shard))];
      reporter.warn(
        `${shards.length} of ${count} shards are not complete:\n${lines.join('\n')}\nRun them again; what they have done is kept:\n${shards.map((shard) => `  ${again(shard)}`).join('\n')}`,
      );
      return 1;
    }
    const rows = models.length > 0 ? ` and ${embeddings} embeddings` : '';
    print(`All ${count} shards are complete: ${spectrograms} spectrograms${rows} in ${context.cache}.`);
    const without = ['shards', 'json', 'quiet'];
    const add = asked === undefined ? '--model all' : '';
    print(`Next: ${anotherCommand(commandLine, { command: 'train', without, add })}`);
    return reportLeftOut(problems, reporter);
  },
};
