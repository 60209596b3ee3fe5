import { join, resolve } from 'node:path';
import type { Command } from '../cli/command.ts';
import { followUp } from '../cli/command-line.ts';
import { openRun } from '../cli/open-run.ts';
import { CACHE, DEFAULT_RECIPE, RECIPE_OPTIONS, RUN, SHARD, text } from '../cli/options.ts';
import { CORPUS_OPTIONS, readCorpusSource } from '../corpus/corpus-source.ts';
import { readShard, type Shard } from '../corpus/shard.ts';
import { foldName } from '../run-folder.ts';
import { writeImages } from '../stages/features/write-images.ts';
import { reportLeftOut } from '../stages/left-out.ts';
import { eachSplit, uniqueProblems } from '../stages/open-splits.ts';
import { type Prepared, prepare } from '../stages/prepare/prepare.ts';

export const preprocess: Command = {
  options: {
    ...CORPUS_OPTIONS,
    cache: CACHE,
    ...RECIPE_OPTIONS,
    images: {
      type: 'string',
      value: 'DIR',
      optionalValue: true,
      help: 'write a PNG to look at of every spectrogram too [images in the run folder]',
    },
    run: { ...RUN, help: 'run folder, for --images [runs/ and the name of the data folder]' },
    shard: SHARD,
  },
  example: 'ser preprocess --data RAVDESS --recipe published --images',
  async run(command) {
    const { options, reporter, signal, print, printJson } = command;
    const source = await readCorpusSource(options);
    const given = text(options, 'shard');
    const shard = given === undefined ? undefined : readShard(given);
    const { context, folder } = await openRun(source, DEFAULT_RECIPE, command);
    const { cache } = context;
    const at = options.images === '' ? folder.images : text(options, 'images');
    const images = at === undefined ? undefined : resolve(at);
    const splits = [];
    for (const { fold, context: own, corpus } of await eachSplit(context)) {
      const prepared = await prepare(own, { shard, corpus });
      splits.push({ fold, prepared });
      print(`${heading(fold, shard)}${describe(prepared)} in ${cache}.`);
      if (images === undefined) continue;
      const place = fold === null ? images : join(images, foldName(fold));
      const { settings } = own;
      const { written, reused } = await writeImages(prepared, { folder: place, settings, shard, reporter, signal });
      print(`${written + reused} images are in ${place}.`);
    }
    const next = { images: undefined, run: undefined, shard: undefined, shards: String(shard?.count) };
    if (shard) print(`When all ${shard.count} are done: ${followUp('merge', options, next)}`);
    const problems = uniqueProblems(splits.map(({ prepared }) => prepared.problems));
    printJson({
      cache,
      ...(shard && { shard }),
      ...(images !== undefined && { images }),
      splits: splits.map(({ fold, prepared: { index, train, validation, test } }) => ({
        ...(fold !== null && { fold }),
        shape: index.shape,
        train: train.length,
        validation: validation.length,
        test: test.length,
      })),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter);
  },
};

function heading(fold: number | null, shard: Shard | undefined): string {
  const parts = [
    ...(fold === null ? [] : [`fold ${fold}`]),
    ...(shard ? [`shard ${shard.index} of ${shard.count}`] : []),
  ].join(', ');
  return parts && `${parts[0]!.toUpperCase()}${parts.slice(1)}: `;
}

function describe({ train, validation, test, index }: Prepared): string {
  const originals = train.filter(({ augmentation }) => augmentation === null).length;
  return (
    `${index.keys.size} spectrograms${index.shape.length > 0 ? ` of ${index.shape.slice(1).join(' × ')}` : ''} are ready: ` +
    `${train.length} for training (${train.length - originals} of them augmented copies), ` +
    `${validation.length} for validation, ${test.length} for testing,`
  );
}
