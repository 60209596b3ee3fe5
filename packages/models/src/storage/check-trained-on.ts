import { ModelsError } from '../errors.ts';
import type { BackboneReference } from './classifier.ts';

/** What is known of the backbone that made a head's embeddings. */
export type TrainedOn = Pick<BackboneReference, 'fingerprint'>;

/**
 * Looks whether a head was trained on this backbone: another one of the same size gives answers without a meaning.
 *
 * @throws {ModelsError} `invalid-input` where the fingerprints differ.
 */
export function checkTrainedOn(backbone: TrainedOn & { readonly name: string }, trainedOn: TrainedOn): void {
  if (backbone.fingerprint === trainedOn.fingerprint) return;
  const short = (digest: string): string => `${digest.slice(0, 16)}…`;
  throw new ModelsError(
    'invalid-input',
    `The head was trained on the backbone ${short(trainedOn.fingerprint)}, and this ${backbone.name} is ${short(backbone.fingerprint)}: other layers or weights. ` +
      'Give the backbone that made its embeddings.',
  );
}
