import createModule from '@echogarden/espeak-ng-emscripten';
import { DemoCorpusError } from './errors.ts';
import { writeVariant } from './timbre.ts';
import type { Voice } from './voices.ts';

/** One utterance for {@link Espeak.say}. */
export interface Utterance {
  /** Text, possibly with embedded commands of eSpeak NG. */
  readonly text: string;
  readonly voice: Voice;
  /** Mean pitch in Hz. */
  readonly pitch: number;
  /** 5th to 95th percentile of the pitch in Hz; 0 is a monotone at `pitch`. */
  readonly span: number;
  /** Words a minute, 80 to 450. */
  readonly rate: number;
}

/** A synthesizer that has no memory: the same utterance always gives the same samples. */
export interface Espeak {
  /** Sample rate of the output in Hz. */
  readonly sampleRate: number;
  /** @throws {@link DemoCorpusError} `synthesis` for a variant that does not exist, or silence. */
  say(utterance: Utterance): Int16Array;
}

const folder = '/usr/share/espeak-ng-data/voices/!v/';
/**
 * Pitch that eSpeak NG 1.52 gives for a variant with `pitch low high`, measured: the mean lies at
 * low − 9 + 0.77 · (high − low), the 5th and 95th percentiles 0.95 · (high − low) apart.
 */
const offset = 9;
const meanSlope = 0.77;
const spanSlope = 0.95;

/** Characters; a sung sentence has about 100. */
const longestText = 1000;

/** Starts eSpeak NG: about a quarter of a second and 90 MB. */
export async function startEspeak(): Promise<Espeak> {
  const module = await createModule();
  const worker = atFixedTime(() => new module.eSpeakNGWorker());
  // The module keeps a text buffer in its memory and the address outside it: let that grow past any text of ours first (the
  // second call is the one that enlarges it), or putting the memory back would pull the buffer from under the address.
  for (let call = 0; call < 2; call++) worker.synthesize(' '.repeat(longestText), () => false);
  // What was said before changes what is said next (phases, buffers), so every utterance starts from the same memory.
  const fresh = module.HEAPU8.slice();
  const sources = new Map<string, string>();

  return {
    sampleRate: worker.samplerate,
    say({ text, voice, pitch, span, rate }) {
      if (text.length > longestText)
        throw new DemoCorpusError('synthesis', `A text may have ${longestText} characters. Received ${text.length}.`);
      const { variant, tract } = voice;
      let source = sources.get(variant);
      if (source === undefined) {
        source = readVariant(variant);
        sources.set(variant, source);
      }
      const distance = span / spanSlope;
      const low = pitch + offset - meanSlope * distance;
      module.FS.writeFile(
        `${folder}demo`,
        writeVariant(source, { tract, low, high: low + distance, steady: span === 0 }),
      );

      module.HEAPU8.set(fresh);
      module.HEAPU8.fill(0, fresh.length);
      if (worker.set_voice('en-us+demo') !== 0) {
        throw new DemoCorpusError(
          'synthesis',
          'eSpeak NG cannot load the voice en-us: its data file is incomplete. Install again.',
        );
      }
      worker.rate = Math.round(rate);
      const parts: Int16Array[] = [];
      worker.synthesize(text, (samples) => {
        parts.push(samples);
        return false;
      });
      return trim(join(parts), text);
    },
  };

  function readVariant(variant: string): string {
    try {
      return module.FS.readFile(folder + variant, { encoding: 'utf8' });
    } catch (cause) {
      throw new DemoCorpusError('synthesis', `eSpeak NG has no voice variant named ${variant}.`, { cause });
    }
  }
}

/** eSpeak NG seeds the noise of breathy voices with the time at which it starts: let that always be the same. */
function atFixedTime<Result>(start: () => Result): Result {
  const now = Date.now;
  Date.now = () => 0;
  try {
    return start();
  } finally {
    Date.now = now;
  }
}

function join(parts: readonly Int16Array[]): Int16Array {
  const whole = new Int16Array(parts.reduce((length, part) => length + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

/** Without the silence that eSpeak NG puts around a sentence. */
function trim(samples: Int16Array, text: string): Int16Array {
  const audible = (sample: number): boolean => Math.abs(sample) > 32;
  const start = samples.findIndex(audible);
  if (start < 0) throw new DemoCorpusError('synthesis', `eSpeak NG gave no sound for ${JSON.stringify(text)}.`);
  return samples.subarray(start, samples.findLastIndex(audible) + 1);
}
