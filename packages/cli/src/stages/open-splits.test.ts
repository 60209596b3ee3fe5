import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Clip } from '../corpus/clip.ts';
import type { Engines } from '../engines/open-engines.ts';
import { EXIT } from '../errors.ts';
import { runFolder } from '../run-folder.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { createStageLog } from './log/stage-log.ts';
import { eachSplit, openSplits } from './open-splits.ts';
import type { PipelineContext } from './prepare/prepare.ts';

const clip: Clip = { path: '/a.wav', name: 'a.wav', label: 'sad', facets: {} };
const contextOf = (clips: readonly Clip[], settings: Partial<Settings>): PipelineContext => ({
  source: { dirs: ['/'] },
  corpus: {
    clips,
    problems: [],
    provenance: { format: 'folders', name: 'voices', synthetic: false },
    labelChanges: [],
    folds: [],
  },
  cache: '/cache',
  settings: { ...DEFAULTS, ...settings },
  command: '',
  stages: createStageLog('/cache'),
  reporter: createReporter({ stream: new PassThrough() }),
  signal: new AbortController().signal,
});
const open = (clips: readonly Clip[], settings: Partial<Settings>) => eachSplit(contextOf(clips, settings));

test('votes that the corpus does not tell are refused before any work', async () => {
  await expect(open([clip], { targets: 'raters' })).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining('tells no votes of raters'),
  });
  await expect(open([clip], { targets: 'label' })).resolves.toHaveLength(1);
  const rated = { ...clip, distribution: { sad: 0.5, happy: 0.5 } };
  await expect(open([clip, rated], { targets: 'raters' })).resolves.toHaveLength(1);
});

test('votes that only other parts have are refused before a feature is computed or a folder made', async () => {
  const distribution = { sad: 0.5, happy: 0.5 };
  const rated = (part: 'train' | 'test'): Clip[] =>
    [
      ...['sad', 'happy'].map((label) => ({ ...clip, name: `train/${label}`, label, part: 'train' as const })),
      ...['sad', 'happy'].map((label) => ({
        ...clip,
        name: `validation/${label}`,
        label,
        part: 'validation' as const,
      })),
      ...['sad', 'happy'].map((label) => ({ ...clip, name: `test/${label}`, label, part: 'test' as const })),
    ].map((one) => (one.part === part ? { ...one, distribution } : one));
  const folder = runFolder('/nowhere/to/be/made');
  const opening = (part: 'train' | 'test') =>
    openSplits(contextOf(rated(part), { split: 'given', targets: 'raters' }), {
      models: [],
      folder,
      engines: {} as Engines,
      weights: undefined,
      // What is refused later says something else: such a folder holds no run.
      begin: false,
    });
  await expect(opening('test')).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining('the training part tells no votes of raters'),
  });
  await expect(opening('train')).rejects.toThrow(/is not a run folder/);
});
