import { ModelsError } from '../errors.ts';
import type { BackboneInfo } from '../families/describe-backbone.ts';
import { normalizeWaveform } from './normalize-waveform.ts';

/** A mono signal: its samples at the rate of the backbone, or an object that says its rate. */
export type ClipLike =
  | Float32Array
  | Float64Array
  | {
      readonly samples: Float32Array | Float64Array;
      /** Samples per second, in hertz; checked against the backbone's. */
      readonly sampleRate: number;
    };

/** An hour at 16 kHz. Attention grows with the square of the length, so that much less already needs a large machine. */
const LONGEST = 3600 * 16_000;

/**
 * The samples of a clip as a backbone takes them: checked, float32, normalized where the backbone asks for it.
 *
 * @throws ModelsError `invalid-input`, naming the clip, for another rate, too few samples, or values that are not finite.
 */
export function prepareClip(clip: ClipLike, index: number, { name, waveform }: BackboneInfo): Float32Array {
  const { sampleRate, isNormalized, minSamples } = waveform!;
  const fail = (what: string): never => {
    throw new ModelsError('invalid-input', `Clip ${index} ${what}`);
  };
  const isArray = (value: unknown): value is Float32Array | Float64Array =>
    /^\[object Float(32|64)Array\]$/.test(Object.prototype.toString.call(value));
  const samples = isArray(clip) ? clip : (clip as { samples?: unknown } | null)?.samples;
  if (!isArray(samples)) {
    return fail(
      'must be a Float32Array, a Float64Array or { samples, sampleRate }, mono. Decode it with loadAudio of @ser/dsp.',
    );
  }
  if (!isArray(clip) && clip.sampleRate !== sampleRate) {
    fail(`has ${clip.sampleRate} samples per second; ${name} takes ${sampleRate}. Resample it first.`);
  }
  if (samples.length < minSamples || samples.length > LONGEST) {
    fail(
      `has ${samples.length} samples; ${name} takes ${minSamples} to ${LONGEST}, which is ${minSamples / sampleRate} s to an hour.`,
    );
  }
  if (!samples.every(Number.isFinite)) fail('has a sample that is not finite. Repair the recording or leave it out.');
  return isNormalized ? normalizeWaveform(samples) : Float32Array.from(samples);
}
