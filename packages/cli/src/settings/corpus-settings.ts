import { AUGMENTATION_NAMES, isTransform } from '../corpus/augmentations.ts';
import { all, any, type Condition, has, is, isAboveZero, isNot } from './conditions.ts';
import { integer, listOf, number, oneOf, type SettingGroup, word, wordOrInteger } from './setting.ts';

// Conditions that several settings share.
const speakers = is('split', 'speaker-independent');
const masking = isAboveZero('maskedCopies');
const copying = any(isNot('balance', 'none', 'majority'), isAboveZero('copies'));
const copies = (kind: string): Condition => all(copying, has('augmentations', kind));

/** What decides which recordings take part, in which part each stands, and which augmented copies of them are made. */
export const CORPUS_SETTINGS = {
  split: {
    stage: 'split',
    settings: {
      vocalChannel: oneOf({
        default: 'both',
        values: ['both', 'speech', 'song'],
        example: 'speech',
        help: 'which recordings take part',
      }),
      split: oneOf({
        default: 'stratified',
        values: ['stratified', 'speaker-independent', 'given'],
        example: 'speaker-independent',
        help: 'stratified is by file: speakers stand on both sides; given takes the parts of the corpus',
        option: 'KIND',
      }),
      testSize: number({
        default: 0.2,
        min: 0.01,
        max: 0.9,
        example: 0.3,
        help: 'share of the files, for stratified',
        when: is('split', 'stratified'),
      }),
      actorPreset: word({
        default: 'none',
        words: 'none | leave-one-actor-out, or the name of folds that the corpus gives, such as emobox',
        example: 'emobox',
        help: 'published actor folds instead of drawn ones, for speaker-independent',
        when: speakers,
      }),
      folds: integer({
        default: 4,
        min: 2,
        max: 24,
        example: 6,
        help: 'groups of speakers to draw, for speaker-independent without a preset',
        when: all(speakers, is('actorPreset', 'none')),
      }),
      fold: wordOrInteger({
        default: 0,
        values: ['all'],
        min: 0,
        max: 98,
        example: 1,
        help: 'which fold is the test part; all tests each in turn',
        when: speakers,
        option: 'N',
      }),
      validation: oneOf({
        default: 'train-part',
        values: ['train-part', 'test'],
        example: 'test',
        help: 'what early stopping watches; test, as the published runs very probably did, is for comparison only',
      }),
      validationSize: number({
        default: 0.1,
        min: 0.01,
        max: 0.5,
        example: 0.3,
        help: 'share of the training part, for train-part',
        when: is('validation', 'train-part'),
      }),
    },
  },
  clips: {
    stage: 'plan',
    settings: {
      clips: oneOf({
        default: 'start',
        values: ['start', 'windows'],
        example: 'windows',
        help: 'what becomes of a recording, in training, evaluation and prediction alike: its start (duration) and nothing else, or windows that overlap by half, whose mean is the answer',
      }),
      crops: integer({
        default: 1,
        min: 0,
        max: 20,
        example: 2,
        help: 'stretches of every training clip at places drawn for each, beside its start',
        when: is('clips', 'windows'),
      }),
    },
  },
  augmentation: {
    stage: 'plan',
    settings: {
      balance: wordOrInteger({
        default: 'majority',
        values: ['majority', 'median', 'none'],
        min: 1,
        max: 100000,
        example: 'none',
        help: 'examples that augmented copies lift every rarer training class to: those of the most frequent or the median class, or so many',
      }),
      copies: integer({
        default: 0,
        min: 0,
        max: 20,
        example: 1,
        help: 'further augmented copies of every training clip',
      }),
      augmentations: listOf({
        default: ['noise', 'stretch', 'pitch'],
        values: AUGMENTATION_NAMES,
        other: { accept: isTransform, words: 'transforms of @ser/dsp as JSON' },
        example: ['pitch'],
        help: 'kinds, taken in turn',
        when: copying,
      }),
      noiseAmplitude: number({
        default: 0.003,
        min: 0,
        max: 1,
        example: 0.01,
        help: 'standard deviation, full scale = 1',
        when: copies('noise'),
      }),
      stretchMin: number({ default: 0.85, min: 0.25, max: 4, example: 0.9, help: 'rate', when: copies('stretch') }),
      stretchMax: number({ default: 1.15, min: 0.25, max: 4, example: 1.1, help: 'rate', when: copies('stretch') }),
      pitchSemitones: number({
        default: 3,
        min: 0,
        max: 24,
        example: 1,
        help: 'largest shift either way',
        when: copies('pitch'),
      }),
      maskedCopies: integer({
        default: 0,
        min: 0,
        max: 20,
        example: 2,
        help: 'SpecAugment copies of every training example',
      }),
      bandMasks: integer({
        default: 1,
        min: 0,
        max: 8,
        example: 2,
        help: 'masks over mel bands, each masked copy',
        when: masking,
      }),
      bandMaskWidth: integer({
        default: 16,
        min: 1,
        max: 512,
        example: 8,
        help: 'bands, at most, a mask',
        when: all(masking, isAboveZero('bandMasks')),
      }),
      timeMasks: integer({
        default: 1,
        min: 0,
        max: 8,
        example: 2,
        help: 'masks over time, each masked copy',
        when: masking,
      }),
      timeMaskWidth: integer({
        default: 24,
        min: 1,
        max: 1024,
        example: 8,
        help: 'frames, at most, a mask',
        when: all(masking, isAboveZero('timeMasks')),
      }),
    },
  },
} as const satisfies Record<string, SettingGroup>;
