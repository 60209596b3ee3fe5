import { openBackbone } from '../engines/open-backbone.ts';
import { ModelsError } from '../errors.ts';
import type { OwnedFloat32 } from '../owned-arrays.ts';
import { softmax } from '../softmax.ts';
import type { ClipLike } from './clip.ts';
import type { ExtractEmbeddingsOptions } from './extract-embeddings.ts';
import { runClips } from './run-clips.ts';

/** Settings of {@link classifyClips}. */
export type ClassifyClipsOptions = Omit<ExtractEmbeddingsOptions, 'layers' | 'batchSize'>;

/**
 * Classifies clips by the head that came with the weights: the class probabilities of each clip, in the order of
 * `backbone.labels`, as transformers' pipeline `audio-classification` computes them (a softmax over the classes).
 *
 * @param clips - Mono at the backbone's sampling rate, of any length: an array, a generator or a stream.
 * @throws ModelsError `invalid-option` for a backbone without labels; `invalid-input` for a clip that is too short, of another
 * rate or not finite; and what `openBackbone` throws; the signal's reason when it aborts.
 */
export async function* classifyClips(
  clips: Iterable<ClipLike> | AsyncIterable<ClipLike>,
  options: ClassifyClipsOptions,
): AsyncGenerator<OwnedFloat32, void, undefined> {
  const { backbone, signal } = options;
  const isSession = 'run' in backbone;
  const { name, labels, waveform } = isSession ? backbone.backbone : backbone;
  if (!labels || !waveform) {
    throw new ModelsError(
      'invalid-option',
      `${name} has no classifier. Take a model of the kind ForSequenceClassification, or train a head on its embeddings.`,
    );
  }
  const session = isSession
    ? backbone
    : await openBackbone({ ...backbone, graph: { ...backbone.graph, outputs: ['logits'] } }, options);
  try {
    const index = session.outputs.indexOf('logits');
    for await (const outputs of runClips(session, clips, signal)) yield softmax(outputs[index]!);
  } finally {
    if (!isSession) await session.dispose();
  }
}
