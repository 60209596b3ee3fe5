import { expect, test } from 'vitest';
import { DEMO, RAVDESS } from '../../corpus/provenance.ts';
import { RECIPES } from '../../settings/recipes.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { emoboxFigures } from './emobox-figures.ts';

const settings = { ...DEFAULTS, ...RECIPES.emobox!.settings };

test('the published row stands beside the same encoder on the same folds of RAVDESS, with what differs', () => {
  expect(emoboxFigures('facebook/hubert-base-ls960', settings, RAVDESS)).toMatch(
    /UAR 65\.43 %, accuracy 66\.21 %.*What differs/,
  );
});

test.each([
  ['another encoder', 'someone/else', settings, RAVDESS],
  ['no encoder', null, settings, RAVDESS],
  ['other folds', 'microsoft/wavlm-base', { ...settings, actorPreset: 'none' as const }, RAVDESS],
  ['one fold alone', 'microsoft/wavlm-base', { ...settings, fold: 0 }, RAVDESS],
  ['synthetic voices', 'microsoft/wavlm-base', settings, DEMO],
])('it does not stand beside %s', (_, source, used, corpus) => {
  expect(emoboxFigures(source, used, corpus)).toBeUndefined();
});
