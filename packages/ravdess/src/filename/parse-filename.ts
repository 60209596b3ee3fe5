import { RavdessError } from '../errors.ts';
import {
  ACTOR_WITHOUT_SONG,
  EMOTIONS,
  INTENSITIES,
  MODALITIES,
  REPETITIONS,
  STATEMENTS,
  sexOf,
  VOCAL_CHANNELS,
} from '../labels.ts';
import type { Recording } from '../recording.ts';
import { checkMaxActor } from './max-actor.ts';
import { type ParseFilenameOptions, parseFilenameLenient } from './parse-filename-lenient.ts';
import { quote } from './quote.ts';

/**
 * The recording that a file name of the corpus describes, by every rule of the corpus.
 *
 * Takes a bare key (`03-01-06-01-02-01-12`), a file name or a path of either kind, in any case. The extension must be
 * the modality's own (`.wav` for sound alone, else `.mp4`), a folder `Actor_NN` must be the actor's, and the
 * combination must be one that was recorded: no strong neutral, no sung disgust or surprise, no song by actor 18.
 * `parseFilenameLenient` reads other names too.
 *
 * Source: Livingstone & Russo (2018), doi:10.1371/journal.pone.0196391, file naming convention.
 *
 * @throws RavdessError `invalid-filename`: the error names the field, the value and what is allowed.
 * @throws RavdessError `invalid-option` where `maxActor` is out of range.
 */
export function parseFilename(path: string, options: ParseFilenameOptions = {}): Recording {
  const maxActor = options.maxActor === undefined ? 24 : checkMaxActor(options.maxActor);
  return parseKey(path, maxActor) ?? refuse(path, options);
}

const ZERO = 48;
const DASH = 45;

/** The common case without a regular expression, an order of magnitude faster: a plain name or path that keeps every rule. */
function parseKey(path: string, maxActor: number): Recording | null {
  const start = Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1;
  for (let i = start + 2; i < start + 20; i += 3) if (path.charCodeAt(i) !== DASH) return null;

  const modality = MODALITIES[twoDigits(path, start) - 1];
  const vocalChannel = VOCAL_CHANNELS[twoDigits(path, start + 3) - 1];
  const emotion = EMOTIONS[twoDigits(path, start + 6) - 1];
  const intensity = INTENSITIES[twoDigits(path, start + 9) - 1];
  const statement = STATEMENTS[twoDigits(path, start + 12) - 1];
  const repetition = REPETITIONS[twoDigits(path, start + 15) - 1];
  const actor = twoDigits(path, start + 18);
  if (!modality || !vocalChannel || !emotion || !intensity || !statement || !repetition) return null;
  if (!(actor >= 1 && actor <= maxActor)) return null;
  if (emotion === 'neutral' && intensity === 'strong') return null;
  if (vocalChannel === 'song' && (emotion === 'disgust' || emotion === 'surprised' || actor === ACTOR_WITHOUT_SONG)) {
    return null;
  }
  const end = start + 20;
  if (path.length !== end) {
    const expected = modality === 'audio-only' ? '.wav' : '.mp4';
    if (path.length !== end + 4 || path.slice(end).toLowerCase() !== expected) return null;
  }
  if (start > 0 && !folderAgrees(path, start, actor)) return null;
  return { modality, vocalChannel, emotion, intensity, statement, repetition, actor, sex: sexOf(actor) };
}

/** Value of two ASCII digits, or NaN. */
function twoDigits(text: string, at: number): number {
  const tens = text.charCodeAt(at) - ZERO;
  const ones = text.charCodeAt(at + 1) - ZERO;
  return tens >= 0 && tens <= 9 && ones >= 0 && ones <= 9 ? tens * 10 + ones : Number.NaN;
}

/** Whether the folder that holds the file, where it is an `Actor_NN`, is the actor's. */
function folderAgrees(path: string, start: number, actor: number): boolean {
  const end = start - 1;
  const from = end === 0 ? 0 : Math.max(path.lastIndexOf('/', end - 1), path.lastIndexOf('\\', end - 1)) + 1;
  const digits = /^actor_(\d+)$/i.exec(path.slice(from, end))?.[1];
  return digits === undefined || Number(digits) === actor;
}

/** The slow path finds out what is wrong. */
function refuse(path: string, options: ParseFilenameOptions): never {
  const { field, received, allowed } = parseFilenameLenient(path, options).issues[0]!;
  throw new RavdessError(
    'invalid-filename',
    `${quote(path)} is not a RAVDESS file name: ${field} is ${received}, allowed is ${allowed}. ` +
      'parseFilenameLenient reads names that depart from the grammar.',
    { field, received, allowed },
  );
}
