import type { Command } from '../cli/command.ts';
import { CACHE, DATA, required, SETTINGS } from '../cli/options.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { openRun } from '../pipeline/open-run.ts';
import { prepare } from '../pipeline/prepare.ts';

export const preprocess: Command = {
  options: { data: DATA, cache: CACHE, ...SETTINGS },
  example: 'ser preprocess --data RAVDESS --recipe published',
  async run(command) {
    const { options, reporter, print, printJson } = command;
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const { context } = await openRun(data, 'published', command);
    const { cache } = context;
    const { parts, train, validation, test, index, problems } = await prepare(context);
    const counts = { train: train.length, validation: validation.length, test: test.length };
    print(
      `${index.keys.size} spectrograms of ${index.shape.slice(1).join(' × ')} are ready in ${cache}: ` +
        `${counts.train} for training (${train.length - parts.train.length} of them augmented copies), ` +
        `${counts.validation} for validation, ${counts.test} for testing.`,
    );
    printJson({ cache, shape: index.shape, ...counts, leftOut: problems });
    return reportLeftOut(problems, reporter);
  },
};
