import type { Classifier } from '@ser/models';
import { SerError } from '../errors.ts';
import type { ModelName } from '../models.ts';
import type { LoadedBackbone } from './embed-corpus.ts';

/** Refuses a classifier whose backbone is another one than it was trained on: its predictions would mean nothing. */
export function checkBackbone(model: ModelName, classifier: Classifier, loaded: LoadedBackbone): void {
  if (classifier.backbone?.fingerprint === loaded.fingerprint) return;
  throw new SerError(
    `${model} was trained on another backbone than the one at hand (${loaded.source} weights): ` +
      'the weights file or the version of @ser/models has changed. Train it again.',
  );
}
