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
  text,
  wholeNumber,
} from '../cli/options.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { openEngines } from '../engines/open-engines.ts';
import { usageError } from '../errors.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { mergeShards } from '../stages/merge-shards.ts';
import { eachSplit, uniqueProblems } from '../stages/open-splits.ts';

export const merge: Command = {
  options: {
    ...CORPUS_OPTIONS,
    cache: CACHE,
    shards: { type: 'string', value: 'N', help: 'how many shares there were' },
    ...COMPUTING,
    model: { ...MODEL, help: 'whose embeddings must be there too [none: spectrograms only]' },
    ...RECIPE_OPTIONS,
  },
  example: 'ser merge --data RAVDESS --model all --shards 4',
  async run(command) {
    const { options, reporter, print, printJson } = command;
    const source = await readCorpusSource(options);
    const count = wholeNumber(options, 'shards', { min: 1, max: 10_000 });
    if (count === undefined) throw usageError('--shards is missing: how many shares there were, such as --shards 4.');
    const asked = text(options, 'model');
    const models = asked === undefined ? [] : modelsOf(options);
    const { context } = await openRun(source, DEFAULT_RECIPE, command);
    const engine = models.length > 0 ? (await openEngines(engineChoice(options), reporter)).engine : undefined;
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
      // Spectrograms alone know of no models and of nothing that computes them.
      const none = Object.fromEntries(Object.keys(COMPUTING).map((name) => [name, undefined]));
      const [verb, change] = models.length > 0 ? (['embed', {}] as const) : (['preprocess', none] as const);
      const again = (shard: number): string =>
        followUp(verb, options, { ...change, shards: undefined, shard: `${shard}/${count}` });
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
    print(`Next: ${followUp('train', options, { shards: undefined, model: asked ?? 'all' })}`);
    return reportLeftOut(problems, reporter);
  },
};
