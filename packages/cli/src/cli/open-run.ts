import { basename, join, resolve } from 'node:path';
import { sweepTemporaryFiles } from '@ser/files';
import type { CorpusSource } from '../corpus/corpus-source.ts';
import { givesParts } from '../corpus/split-corpus.ts';
import { splitUnasked } from '../corpus/split-unasked.ts';
import { cacheFolder } from '../files/cache-folder.ts';
import type { Model } from '../models/model.ts';
import { type RunFolder, runFolder } from '../run-folder.ts';
import { readSettings } from '../settings/read-settings.ts';
import { createStageLog } from '../stages/log/stage-log.ts';
import { type PipelineContext, scanFolder } from '../stages/prepare/prepare.ts';
import type { CommandContext, OptionValues } from './command.ts';
import { repeated, settingOptions, text } from './options.ts';

/**
 * Reads the settings of a new run from the command line: which recipe, which cache, which run folder; and the corpus, so that
 * what is wrong with it is told before any work. Without a source the recordings are still to be made.
 *
 * Models that are to be trained have to have the layer that the settings name, before the corpus is read.
 *
 * A split that the corpus itself gives comes first, then one by its speakers, unless the command line asks for another one.
 */
export async function openRun(
  source: CorpusSource | undefined,
  recipe: string,
  { options, commandLine, reporter, signal }: CommandContext,
  models: readonly Model[] = [],
): Promise<{ context: PipelineContext; folder: RunFolder }> {
  const settings = await readSettings({
    recipe: text(options, 'recipe') ?? recipe,
    set: repeated(options, 'set'),
    options: settingOptions(options),
  });
  for (const model of models) model.frozen(settings.train);
  const cache = cacheFolder(text(options, 'cache'));
  await sweepTemporaryFiles(join(cache, 'stages'));
  const logDir = text(options, 'log-dir');
  const context: PipelineContext = {
    source: source ?? { dirs: [] },
    cache,
    ...(logDir !== undefined && { logDir: resolve(logDir) }),
    settings,
    command: commandLine,
    stages: createStageLog(cache),
    reporter,
    signal,
  };
  const name = source?.dirs.map((dir) => basename(dir)).join('+') ?? 'demo';
  const folder = runFolder(text(options, 'run') ?? join('runs', name));
  if (!source) return { context, folder };

  const corpus = await scanFolder(context);
  if (asksForSplit(options)) return { context: { ...context, corpus }, folder };
  if (givesParts(corpus.clips)) {
    reporter.note(
      'The corpus gives parts of its own, and they are taken; --split stratified or speaker-independent draws others.',
    );
    return { context: { ...context, corpus, settings: { ...settings, split: 'given', fold: 0 } }, folder };
  }
  const { note, ...split } = splitUnasked(corpus, settings);
  if (note) reporter.note(note);
  return { context: { ...context, corpus, settings: { ...settings, ...split } }, folder };
}

/** Whether the command line says how to split: by itself, or by a recipe that it names. */
function asksForSplit(options: OptionValues): boolean {
  const set = repeated(options, 'set').map((pair) => pair.split('=')[0]);
  return ['recipe', 'split', 'fold', 'folds', 'actorPreset'].some(
    (name) => text(options, name) !== undefined || set.includes(name),
  );
}
