import { type BackboneSession, ModelsError, openBackbone } from '@ser/models';
import { openPretrained } from '@ser/models/node';
import { SerError, usageError } from '../errors.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** A speech encoder with the classifier that it was published with, ready to run. */
export interface PretrainedClassifier {
  readonly session: BackboneSession;
  /** Classes, in the order of the probabilities. */
  readonly labels: readonly string[];
  /** Hz. */
  readonly sampleRate: number;
  /** Commit of the hub that it is of; undefined for a folder. */
  readonly revision: string | undefined;
}

/**
 * Opens a classifier of the hub, or one that transformers saved in a folder.
 *
 * @throws {SerError} where there is none, where it cannot be fetched, and where it is an encoder without a classifier.
 */
export async function openPretrainedClassifier(
  source: string,
  { reporter, signal }: { readonly reporter: Reporter; readonly signal: AbortSignal },
): Promise<PretrainedClassifier> {
  if (/\.onnx$/i.test(source)) {
    throw usageError(
      `${source}: an ONNX file has no class names. Name a folder or a repository of the hub with a classifier.`,
    );
  }
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  const stage = reporter.stage(source, 1);
  try {
    const backbone = await openPretrained(source, {
      signal,
      onProgress: ({ received, total = received }) => {
        stage.update(total > 0 ? received / total : 0, `${megabytes(received)} of ${megabytes(total)} MB`);
      },
    });
    const { labels, waveform, revision } = backbone;
    if (!labels) {
      throw usageError(
        `${source} is an encoder without a classifier. Name a model of the kind ForSequenceClassification.`,
      );
    }
    const session = await openBackbone({ ...backbone, graph: { ...backbone.graph, outputs: ['logits'] } });
    stage.end(`${labels.length} classes: ${labels.join(', ')}${revision ? `; commit ${revision.slice(0, 12)}` : ''}`);
    return { session, labels, sampleRate: waveform!.sampleRate, revision };
  } catch (cause) {
    signal.throwIfAborted();
    throw ModelsError.isInstance(cause) ? new SerError(cause.message, { cause }) : cause;
  }
}
