import type { Command } from '../cli/command.ts';
import { CACHE, DATA, repeated, required, SETTINGS, settingOptions, text } from '../cli/options.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import { reportLeftOut } from '../pipeline/left-out.ts';
import { prepare } from '../pipeline/prepare.ts';
import { readSettings } from '../settings/read-settings.ts';

export const preprocess: Command = {
  options: { data: DATA, cache: CACHE, ...SETTINGS },
  example: 'ser preprocess --data RAVDESS --recipe published',
  async run({ options, reporter, signal, print, printJson }) {
    const data = required(options, 'data', 'name the folder of WAV files, such as --data RAVDESS.');
    const settings = await readSettings({
      recipe: text(options, 'recipe') ?? 'published',
      set: repeated(options, 'set'),
      options: settingOptions(options),
    });
    const cache = cacheFolder(text(options, 'cache'));
    const { parts, train, validation, test, index, problems } = await prepare({
      data,
      cache,
      settings,
      reporter,
      signal,
    });
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
