import { basename, join, resolve } from 'node:path';
import { sweepTemporaryFiles } from '@ser/files';
import { cacheFolder } from '../files/cache-folder.ts';
import { type RunFolder, runFolder } from '../run-folder.ts';
import { readSettings } from '../settings/read-settings.ts';
import { createStageLog } from '../stages/log/stage-log.ts';
import type { PipelineContext } from '../stages/prepare/prepare.ts';
import type { CommandContext } from './command.ts';
import { repeated, settingOptions, text } from './options.ts';

/** Reads the settings of a new run from the command line: which recipe, which cache, which run folder. */
export async function openRun(
  data: string,
  recipe: string,
  { options, commandLine, reporter, signal }: CommandContext,
): Promise<{ context: PipelineContext; folder: RunFolder }> {
  const settings = await readSettings({
    recipe: text(options, 'recipe') ?? recipe,
    set: repeated(options, 'set'),
    options: settingOptions(options),
  });
  const cache = cacheFolder(text(options, 'cache'));
  await sweepTemporaryFiles(join(cache, 'stages'));
  return {
    context: {
      data: resolve(data),
      cache,
      settings,
      command: commandLine,
      stages: createStageLog(cache),
      reporter,
      signal,
    },
    folder: runFolder(text(options, 'run') ?? join('runs', basename(resolve(data)))),
  };
}
