import { expect, test } from 'vitest';
import { DEMO, type Provenance, RAVDESS } from '../corpus/provenance.ts';
import { type CardFacts, modelCard } from './model-card.ts';

const facts = (corpus: Provenance, more: Partial<CardFacts> = {}): CardFacts => ({
  title: 'Speech emotion: VGG16',
  corpus,
  labels: ['bored', 'glad', 'tense'],
  knownSpeakers: 'all',
  settings: { split: 'stratified', clips: 'windows', duration: 2, validation: 'train-part' },
  backbone: { name: 'vgg16', weights: 'imagenet', contained: false },
  examples: { train: 70, validation: 10 },
  scores: { files: 20, accuracy: 0.5, macroRecall: 0.456, macroPrecision: 0.4, macroF1: 0.41, weightedF1: 0.45 },
  intervals: { macroRecall: { low: 0.3, high: 0.6 } },
  basis: 'bootstrap over files',
  speakers: 0,
  calibration: { temperature: 1.25, threshold: 0.4, files: 10 },
  caveats: [],
  ...more,
});

test('of a corpus of one’s own, the card tells its name, terms, classes, split and scores with limits', () => {
  const card = modelCard(
    facts({ format: 'folders', name: 'Hotline 2025', synthetic: false, about: 'Calls to a hotline.' }),
  );
  expect(card).toContain('- Corpus: Hotline 2025\n');
  expect(card).toContain('the corpus names none');
  expect(card).toContain('Classes, in the order of the outputs: bored, glad, tense.');
  expect(card).toContain('Split by file: the speakers of the test part are in the training part too');
  expect(card).toContain('| UAR (macro recall) | 45.6 | 30.0 to 60.0 |');
  expect(card).toContain('Below a probability of 40 %');
  expect(card).toMatch(/windows of 2 s/);
  for (const wrong of [/RAVDESS/, /CC BY-NC-SA/, /24 professional/, /synthetic/i, /\beight\b|8 emotions/])
    expect(card).not.toMatch(wrong);
  // Node, browser and what runs ONNX, Python among it, are each told.
  for (const way of ['loadClassifier', 'unpackClassifier', 'ser export']) expect(card).toContain(way);
});

test.each([
  ['all', 'the speakers of the test part are in the training part too'],
  ['some', 'some speakers of the test part are in the training part too'],
  ['none', 'nobody of the test part is in the training part'],
  ['untold', 'whether speakers of the test part are in the training part is not told'],
] as const)('of the corpus’s own parts the card tells whether their speakers are shared: %s', (knownSpeakers, said) => {
  const { settings } = facts(RAVDESS);
  const card = modelCard(facts(RAVDESS, { knownSpeakers, settings: { ...settings, split: 'given' } }));
  expect(card).toContain(`- Split into the corpus’s own parts: ${said}\n`);
});

test('synthetic voices and the terms of a known corpus stand in its card alone', () => {
  expect(modelCard(facts(DEMO))).toMatch(/synthetic voices alone/);
  const real = modelCard(facts(RAVDESS));
  expect(real).toContain('CC BY-NC-SA');
  expect(real).not.toMatch(/synthetic/i);
});

test('the baseline has no backbone, and its card says how to describe a recording instead', () => {
  const card = modelCard(facts(RAVDESS, { title: 'Speech emotion: functionals', backbone: null }));
  expect(card).toContain('voiceFunctionals');
  expect(card).toContain('as a whole');
  expect(card).not.toMatch(/backbone|tfjs|embeddings|undefined/);
});
