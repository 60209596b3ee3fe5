import { expect, test } from 'vitest';
import { DEMO, RAVDESS } from '../../corpus/provenance.ts';
import { RECIPES } from '../../settings/recipes.ts';
import { DEFAULTS } from '../../settings/settings.ts';
import { emoboxFigures } from './emobox-figures.ts';

const settings = { ...DEFAULTS, ...RECIPES.emobox!.settings };

test('the published row stands beside the same encoder on the same folds of RAVDESS, with what differs', () => {
  expect(emoboxFigures('facebook/hubert-base-ls960', settings, RAVDESS)).toEqual({
    text: expect.stringMatching(/UAR 65\.43 %, accuracy 66\.21 %.*What differs/),
    isAlike: true,
  });
});

test.each([
  ['other folds', { ...settings, actorPreset: 'none' as const }],
  ['one fold alone', { ...settings, fold: 0 }],
])('with %s the row is told, and that it does not compare', (_, used) => {
  const figures = emoboxFigures('microsoft/wavlm-base', used, RAVDESS);
  expect(figures).toEqual({ text: expect.stringMatching(/UAR 61\.56 %.*other recordings or folds/), isAlike: false });
});

test.each([
  ['another encoder', 'someone/else', settings, RAVDESS],
  ['no encoder', null, settings, RAVDESS],
  ['synthetic voices', 'microsoft/wavlm-base', settings, DEMO],
])('it does not stand beside %s', (_, source, used, corpus) => {
  expect(emoboxFigures(source, used, corpus)).toBeUndefined();
});
