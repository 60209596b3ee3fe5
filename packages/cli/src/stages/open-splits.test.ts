import { PassThrough } from 'node:stream';
import { expect, test } from 'vitest';
import type { Clip } from '../corpus/clip.ts';
import { EXIT } from '../errors.ts';
import { DEFAULTS, type Settings } from '../settings/settings.ts';
import { createReporter } from '../terminal/reporter.ts';
import { createStageLog } from './log/stage-log.ts';
import { eachSplit } from './open-splits.ts';

const clip: Clip = { path: '/a.wav', name: 'a.wav', label: 'sad', facets: {} };
const open = (clips: readonly Clip[], settings: Partial<Settings>) =>
  eachSplit({
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

test('votes that the corpus does not tell are refused before any work', async () => {
  await expect(open([clip], { targets: 'raters' })).rejects.toMatchObject({
    exitCode: EXIT.usage,
    message: expect.stringContaining('tells no votes of raters'),
  });
  await expect(open([clip], { targets: 'label' })).resolves.toHaveLength(1);
  const rated = { ...clip, distribution: { sad: 0.5, happy: 0.5 } };
  await expect(open([clip, rated], { targets: 'raters' })).resolves.toHaveLength(1);
});
