import { RavdessError } from '../errors.ts';
import { EMOTIONS, INTENSITIES, MODALITIES, REPETITIONS, STATEMENTS, VOCAL_CHANNELS } from '../labels.ts';
import type { Recording } from '../recording.ts';
import { checkMaxActor } from './max-actor.ts';
import { combinationIssues, extensionOf, type ParseFilenameOptions } from './parse-filename-lenient.ts';
import { quote } from './quote.ts';

/** Options of {@link formatFilename}. */
export interface FormatFilenameOptions extends ParseFilenameOptions {
  /**
   * Extension with its dot, or an empty string for the bare key.
   *
   * @default `.wav` for sound alone, else `.mp4`
   */
  readonly extension?: string | undefined;
}

/**
 * The file name of a recording; the inverse of `parseFilename`.
 *
 * `sex` is not part of the name and may be left out; where present it must agree with the actor's number.
 *
 * @throws RavdessError `invalid-recording` where a field is not one of its labels or the corpus lacks the combination.
 * @throws RavdessError `invalid-option` where `maxActor` is out of range.
 */
export function formatFilename(
  recording: Omit<Recording, 'sex'> & Partial<Pick<Recording, 'sex'>>,
  options: FormatFilenameOptions = {},
): string {
  const maxActor = checkMaxActor(options.maxActor);
  const { actor } = recording;
  if (!Number.isInteger(actor) || actor < 1 || actor > maxActor) {
    refuse('actor', actor, `a whole number from 1 to ${maxActor}`);
  }
  const key = [
    code('modality', MODALITIES, recording.modality),
    code('vocalChannel', VOCAL_CHANNELS, recording.vocalChannel),
    code('emotion', EMOTIONS, recording.emotion),
    code('intensity', INTENSITIES, recording.intensity),
    code('statement', STATEMENTS, recording.statement),
    code('repetition', REPETITIONS, recording.repetition),
    String(actor).padStart(2, '0'),
  ].join('-');
  const sex = actor % 2 === 1 ? 'male' : 'female';
  if (recording.sex !== undefined && recording.sex !== sex) {
    refuse('sex', recording.sex, `${sex} for actor ${actor}: odd numbers are male, even numbers female`);
  }
  const issue = combinationIssues({ ...recording, sex })[0];
  if (issue !== undefined) refuse(issue.field, issue.received, issue.allowed);
  return key + (options.extension ?? extensionOf(recording));
}

function code<Label>(field: string, labels: readonly Label[], label: Label): string {
  const index = labels.indexOf(label);
  if (index < 0) refuse(field, label, labels.join(', '));
  return `0${index + 1}`;
}

function refuse(field: string, value: unknown, allowed: string): never {
  const received = quote(value);
  throw new RavdessError(
    'invalid-recording',
    `No RAVDESS file name can be made: ${field} is ${received}, allowed is ${allowed}.`,
    { field, received, allowed },
  );
}
