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
import { quote } from './quote.ts';

/** Options of `parseFilename` and `parseFilenameLenient`. */
export interface ParseFilenameOptions {
  /**
   * Largest actor number that is accepted, 1 to 99: RAVDESS has 24, a corpus in the same grammar may have more.
   *
   * @default 24
   */
  readonly maxActor?: number | undefined;
}

/** Part of a file name that an issue is about. */
export type FilenamePart =
  | 'name'
  | 'modality'
  | 'vocalChannel'
  | 'emotion'
  | 'intensity'
  | 'statement'
  | 'repetition'
  | 'actor'
  | 'suffix'
  | 'extension'
  | 'folder';

/** One way in which a name departs from the corpus's grammar. */
export interface FilenameIssue {
  /** The part at fault. */
  readonly field: FilenamePart;
  /** What stood there. */
  readonly received: string;
  /** What may stand there, in words. */
  readonly allowed: string;
}

/** What the lenient parser makes of a name. */
export interface LenientFilename {
  /** The recording, or `null` where one of the seven fields is missing or out of range. */
  readonly recording: Recording | null;
  /** Last part of the path, as it was written. */
  readonly name: string;
  /** What stands between the seven fields and the extension, as `_croppad`; empty in the corpus. */
  readonly suffix: string;
  /** Extension in lower case with its dot, as `.wav`; empty where there is none. */
  readonly extension: string;
  /** Every departure from the grammar, in the order of the name; empty for a name of the corpus. */
  readonly issues: readonly FilenameIssue[];
}

const GRAMMAR = 'seven two-digit fields joined by "-" and an extension, as 03-01-06-01-02-01-12.wav';
const KEY = /^(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)-(\d\d)(?!\d)/;
const KEY_LENGTH = 20;

const CODED = [
  ['modality', MODALITIES],
  ['vocalChannel', VOCAL_CHANNELS],
  ['emotion', EMOTIONS],
  ['intensity', INTENSITIES],
  ['statement', STATEMENTS],
  ['repetition', REPETITIONS],
] as const;

/**
 * Reads what can be read from any string, and lists what departs from the grammar; never throws on a name.
 *
 * Accepts paths of both kinds, any extension and case, and a suffix after the seven fields; a combination that the
 * corpus does not hold (a strong neutral, a sung disgust) comes back with an issue.
 *
 * @throws RavdessError `invalid-option` where `maxActor` is out of range.
 */
export function parseFilenameLenient(path: string, options: ParseFilenameOptions = {}): LenientFilename {
  const maxActor = checkMaxActor(options.maxActor);
  const parts = path.split(/[/\\]/);
  const name = parts.at(-1)!;
  const fields = KEY.exec(name);
  if (fields === null) {
    return { recording: null, name, suffix: '', extension: '', issues: [issue('name', quote(name), GRAMMAR)] };
  }
  const issues: FilenameIssue[] = [];
  const codes = fields.slice(1).map(Number);
  CODED.forEach(([field, labels], i) => {
    if (codes[i]! < 1 || codes[i]! > labels.length) {
      const allowed = labels.map((label, code) => `0${code + 1} ${label}`).join(', ');
      issues.push(issue(field, fields[i + 1]!, allowed));
    }
  });
  const [modality, vocalChannel, emotion, intensity, statement, repetition, actor] = codes as [number, ...number[]];
  if (actor! < 1 || actor! > maxActor) issues.push(issue('actor', fields[7]!, `01 to ${maxActor}`));

  const rest = name.slice(KEY_LENGTH);
  const dot = rest.lastIndexOf('.');
  const suffix = dot < 0 ? rest : rest.slice(0, dot);
  const extension = dot < 0 ? '' : rest.slice(dot).toLowerCase();
  if (issues.length > 0) return { recording: null, name, suffix, extension, issues };

  const recording: Recording = {
    modality: MODALITIES[modality - 1]!,
    vocalChannel: VOCAL_CHANNELS[vocalChannel! - 1]!,
    emotion: EMOTIONS[emotion! - 1]!,
    intensity: INTENSITIES[intensity! - 1]!,
    statement: STATEMENTS[statement! - 1]!,
    repetition: REPETITIONS[repetition! - 1]!,
    actor: actor!,
    sex: sexOf(actor!),
  };
  issues.push(...combinationIssues(recording));
  if (suffix !== '') issues.push(issue('suffix', quote(suffix), 'nothing between the seven fields and the extension'));
  const expected = extensionOf(recording);
  if (extension !== '' && extension !== expected) {
    issues.push(issue('extension', quote(extension), `${expected} for ${recording.modality} files`));
  }
  const folder = /^actor_(\d+)$/i.exec(parts.at(-2) ?? '');
  if (folder !== null && Number(folder[1]) !== recording.actor) {
    issues.push(issue('folder', quote(folder[0]), `Actor_${fields[7]}, the actor of the name`));
  }
  return { recording, name, suffix, extension, issues };
}

/** The combinations that the corpus does not hold, whatever the actor's range. */
export function combinationIssues(recording: Recording): FilenameIssue[] {
  const issues: FilenameIssue[] = [];
  const { vocalChannel, emotion, intensity, actor } = recording;
  if (vocalChannel === 'song' && (emotion === 'disgust' || emotion === 'surprised')) {
    issues.push(issue('emotion', emotion, 'neutral, calm, happy, sad, angry or fearful in song'));
  }
  if (emotion === 'neutral' && intensity === 'strong') {
    issues.push(issue('intensity', intensity, 'normal for neutral, which has no strong intensity'));
  }
  if (vocalChannel === 'song' && actor === ACTOR_WITHOUT_SONG) {
    issues.push(issue('actor', String(actor), 'any actor but 18 in song: actor 18 recorded speech only'));
  }
  return issues;
}

/** Extension that the corpus gives a recording: `.wav` for sound alone, `.mp4` for picture. */
export function extensionOf(recording: Pick<Recording, 'modality'>): '.wav' | '.mp4' {
  return recording.modality === 'audio-only' ? '.wav' : '.mp4';
}

function issue(field: FilenamePart, received: string, allowed: string): FilenameIssue {
  return { field, received, allowed };
}
