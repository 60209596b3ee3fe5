import { resample } from '@ser/dsp';
import type { Recording } from '@ser/ravdess';
import { shelveHighs } from './brightness.ts';
import type { Espeak } from './espeak.ts';
import { expressionOf, takeKey } from './expression.ts';
import { createRandom } from './random.ts';
import { placeInRoom } from './room.ts';
import { wordsOf } from './score.ts';
import { amplitudeOf } from './units.ts';
import { voiceOf } from './voices.ts';

/** Sample rate of RAVDESS, and of what is made here, in Hz. */
export const sampleRate = 48_000;

/** Root mean square of neutral speech in dB against full scale. */
const neutralLevel = -30;
/** Nothing may clip. */
const loudest = 0.97;
/** Seconds over which the voice fades in and out, so that it starts and ends without a click. */
const fade = 0.005;

/** What {@link render} needs beside the recording. */
export interface RenderOptions {
  /** Base seed of the corpus. */
  readonly seed: number;
  readonly espeak: Espeak;
}

/**
 * Voices one recording: 48 kHz, mono, in [-1, 1], with silence around it. Depends on the recording and the seed alone.
 *
 * @throws {@link DemoCorpusError} `synthesis`.
 */
export function render(recording: Recording, { seed, espeak }: RenderOptions): Float32Array {
  const { actor } = recording;
  const expression = expressionOf(recording, seed);
  const spoken = espeak.say({
    text: wordsOf(recording, expression),
    voice: voiceOf(actor),
    pitch: expression.pitch,
    span: expression.span,
    rate: expression.rate,
  });

  const signal = Float64Array.from(spoken);
  shelveHighs(signal, expression.brightness);
  setLevel(signal, neutralLevel + expression.level);
  fadeEnds(signal, Math.round(fade * espeak.sampleRate));
  const voice = resample(Float32Array.from(signal), { from: espeak.sampleRate, to: sampleRate });
  return placeInRoom(voice, sampleRate, createRandom(seed, 'room', takeKey(recording)));
}

function setLevel(signal: Float64Array, level: number): void {
  let energy = 0;
  let peak = 0;
  for (const sample of signal) {
    energy += sample * sample;
    peak = Math.max(peak, Math.abs(sample));
  }
  const gain = Math.min(amplitudeOf(level) / Math.sqrt(energy / signal.length), loudest / peak);
  for (let i = 0; i < signal.length; i++) signal[i]! *= gain;
}

function fadeEnds(signal: Float64Array, length: number): void {
  for (let i = 0; i < Math.min(length, signal.length); i++) {
    signal[i]! *= i / length;
    signal[signal.length - 1 - i]! *= i / length;
  }
}
