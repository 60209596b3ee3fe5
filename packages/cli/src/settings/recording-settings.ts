import { FRONT_END_NAMES, frontEndOf } from '../front-ends/find-front-end.ts';
import type { FrontEndSettings } from '../front-ends/front-end.ts';
import { type Condition, is, isNot } from './conditions.ts';
import { integer, number, oneOf, optionalInteger, type SettingGroup } from './setting.ts';

// Conditions that several settings share.
const fixedRange = is('scaling', 'fixed-range');

/** A setting of front ends acts where one is chosen that reads it. */
function readBy(name: keyof FrontEndSettings): Condition | undefined {
  const readers = FRONT_END_NAMES.filter((frontEnd) => frontEndOf(frontEnd).reads.some((read) => read === name));
  return readers.length === FRONT_END_NAMES.length ? undefined : is('features', ...readers);
}

/** What decides the input of a model: the waveform, the features taken from it, and the image made of them. */
export const RECORDING_SETTINGS = {
  audio: {
    stage: 'features',
    settings: {
      sampleRate: integer({ default: 22050, min: 8000, max: 192000, example: 16000, help: 'Hz, after resampling' }),
      duration: number({
        default: 3,
        min: 0.1,
        max: 60,
        example: 0.25,
        help: 'seconds; longer clips are cut, shorter ones padded with silence',
      }),
      noiseReduction: oneOf({
        default: 'none',
        values: ['none', 'spectral-subtraction', 'spectral-gating'],
        example: 'spectral-gating',
        help: 'before augmentation',
      }),
      noiseStrength: number({
        default: 1,
        min: 0,
        max: 1,
        example: 0.5,
        help: 'share of its attenuation that noise reduction carries out',
        when: isNot('noiseReduction', 'none', 'spectral-subtraction'),
      }),
    },
  },
  features: {
    stage: 'features',
    settings: {
      features: oneOf({
        default: 'mel',
        values: FRONT_END_NAMES,
        example: 'mel-deltas',
        help: `what the image channels hold: ${FRONT_END_NAMES.map((name) => `${name} is ${frontEndOf(name).about}`).join('; ')}`,
      }),
      nMels: integer({ default: 64, min: 8, max: 512, example: 40, help: 'mel bands', when: readBy('nMels') }),
      nMfcc: integer({
        default: 13,
        min: 2,
        max: 128,
        example: 20,
        help: 'coefficients',
        when: readBy('nMfcc'),
      }),
      nFft: integer({
        default: 2048,
        min: 64,
        max: 16384,
        example: 1024,
        help: 'samples per frame',
        when: readBy('nFft'),
      }),
      hopLength: integer({
        default: 512,
        min: 16,
        max: 16384,
        example: 256,
        help: 'samples between frames',
        when: readBy('hopLength'),
      }),
      fMin: number({ default: 0, min: 0, max: 96000, example: 100, help: 'Hz', when: readBy('fMin') }),
      fMax: number({ default: 8000, min: 100, max: 96000, example: 7000, help: 'Hz', when: readBy('fMax') }),
    },
  },
  image: {
    stage: 'embeddings',
    settings: {
      imageHeight: optionalInteger({
        default: 224,
        min: 32,
        max: 1024,
        example: 48,
        help: 'pixels; null keeps one per band',
      }),
      imageWidth: optionalInteger({
        default: 224,
        min: 32,
        max: 1024,
        example: 48,
        help: 'pixels; null keeps one per frame',
      }),
      scaling: oneOf({
        default: 'min-max',
        values: ['min-max', 'z-score', 'fixed-range'],
        example: 'z-score',
        help: 'how features become [0, 1]: by the clip’s own extremes, its mean ± 3 deviations, or scaleMin … scaleMax',
      }),
      scaleMin: number({
        default: -80,
        min: -200,
        max: 100,
        example: -60,
        help: 'dB below the loudest value that becomes 0, for fixed-range',
        when: fixedRange,
      }),
      scaleMax: number({
        default: 0,
        min: -200,
        max: 100,
        example: -10,
        help: 'dB that becomes 1, for fixed-range',
        when: fixedRange,
      }),
      preprocessing: oneOf({
        default: 'none',
        values: ['none', 'keras'],
        example: 'keras',
        help: 'none feeds [0, 1]; keras feeds what the ImageNet weights were trained on',
      }),
    },
  },
} as const satisfies Record<string, SettingGroup>;
