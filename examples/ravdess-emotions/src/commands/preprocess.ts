import { join, resolve } from 'node:path';
import type { Command } from '../cli/command.ts';
import { CACHE, DATA, RUN, required, SETTINGS, SHARD, text } from '../cli/options.ts';
import { readShard } from '../corpus/shard.ts';
import { writeImages } from '../features/write-images.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { mergeCommand } from '../pipeline/merge-shards.ts';
import { openRun } from '../pipeline/open-run.ts';
import { prepare } from '../pipeline/prepare.ts';

export const preprocess: Command = {
  options: {
    data: DATA,
    cache: CACHE,
    ...SETTINGS,
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
    const { options, commandLine, reporter, signal, print, printJson } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const given = text(options, 'shard');
    const shard = given === undefined ? undefined : readShard(given);
    const { context, folder } = await openRun(data, 'published', command);
    const { cache, settings } = context;
    const prepared = await prepare(context, { shard });
    const { parts, train, validation, test, index, problems } = prepared;
    const counts = { train: train.length, validation: validation.length, test: test.length };
    const originals = train.filter(({ augmentation }) => augmentation === null).length;
    const what = shard
      ? `Shard ${shard.index} of ${shard.count}: ${index.keys.size} spectrograms`
      : `${index.keys.size} spectrograms of ${index.shape.slice(1).join(' × ')}`;
    print(
      `${what} are ready in ${cache}: ` +
        `${counts.train} for training (${counts.train - originals} of them augmented copies), ` +
        `${counts.validation} for validation, ${counts.test} for testing.`,
    );
    if (shard) print(`When all ${shard.count} are done: ${mergeCommand(commandLine, shard)}`);

    let images: string | undefined;
    if (options.images !== undefined) {
      images = options.images === '' ? join(folder.path, 'images') : resolve(String(options.images));
      const { written, reused } = await writeImages(prepared, { folder: images, settings, shard, reporter, signal });
      print(`${written + reused} images are in ${images}.`);
    }
    printJson({
      cache,
      shape: index.shape,
      ...counts,
      files: parts.train.length + parts.validation.length + parts.test.length,
      ...(shard && { shard }),
      ...(images !== undefined && { images }),
      leftOut: problems,
    });
    return reportLeftOut(problems, reporter);
  },
};
