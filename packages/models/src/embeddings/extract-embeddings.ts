import { type OpenBackboneOptions, openBackbone } from '../engines/open-backbone.ts';
import type { BackboneSession } from '../engines/session.ts';
import { ModelsError } from '../errors.ts';
import type { Backbone } from '../families/describe-backbone.ts';
import { copyRowMajor, type ImageLike } from './image.ts';

/** Settings of {@link extractEmbeddings}. */
export interface ExtractEmbeddingsOptions extends OpenBackboneOptions {
  /**
   * A backbone, compiled for this call and freed after it, or a session from `openBackbone`, which stays open and decides
   * the engine.
   */
  readonly backbone: Backbone | BackboneSession;
  /**
   * Images computed at a time, from 1.
   * @default 8
   */
  readonly batchSize?: number;
  /** Stops between two batches. */
  readonly signal?: AbortSignal;
}

/**
 * Computes the features of a stream of images, one `Float32Array` of `outputDim` values for each, in order.
 *
 * Memory stays constant: one batch of images is held at a time. The images must already have the range that the weights
 * want (see `preprocessInput`).
 *
 * @param images - Images `[height, width, channels]` of the backbone's input shape: an array, a generator or a stream.
 * @throws ModelsError `invalid-input` for an image of another shape, and what `openBackbone` throws; the signal's reason
 * when it aborts.
 */
export async function* extractEmbeddings(
  images: Iterable<ImageLike> | AsyncIterable<ImageLike>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<Float32Array, void, undefined> {
  const { backbone } = options;
  // Taps would be computed and copied for nothing.
  const lean = 'run' in backbone ? backbone : withoutTaps(backbone);
  for await (const [features] of extractFeatures(images, { ...options, backbone: lean })) yield features!;
}

/**
 * Computes all outputs of a backbone for a stream of images: for each image the features, then one array for each tap, in
 * the order of `backbone.graph.outputs`. Feature maps are row-major `[height, width, channels]`.
 *
 * @throws ModelsError as {@link extractEmbeddings}.
 */
export async function* extractFeatures(
  images: Iterable<ImageLike> | AsyncIterable<ImageLike>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<Float32Array[], void, undefined> {
  const { batchSize = 8, signal } = options;
  if (!Number.isInteger(batchSize) || batchSize < 1) {
    throw new ModelsError('invalid-option', `batchSize must be a whole number from 1; received ${batchSize}.`);
  }
  signal?.throwIfAborted();
  const isSession = 'run' in options.backbone;
  const session = isSession
    ? (options.backbone as BackboneSession)
    : await openBackbone(options.backbone as Backbone, options);
  try {
    const { inputShape } = session.backbone;
    const size = inputShape.reduce((product, n) => product * n, 1);
    const batch = new Float32Array(batchSize * size);
    let index = 0;
    let count = 0;
    for await (const image of images) {
      signal?.throwIfAborted();
      if (String(image.shape) !== String(inputShape)) {
        throw new ModelsError(
          'invalid-input',
          `Image ${index} has the shape [${image.shape.join(', ')}]; the backbone was described for ` +
            `[${inputShape.join(', ')}] (height, width, channels). Resize the images, or describe the backbone with theirs.`,
        );
      }
      copyRowMajor(image, batch, count * size);
      index++;
      count++;
      if (count === batchSize) {
        yield* split(await session.run(batch, count), count);
        count = 0;
        signal?.throwIfAborted();
      }
    }
    if (count > 0) yield* split(await session.run(batch.subarray(0, count * size), count), count);
  } finally {
    if (!isSession) await session.dispose();
  }
}

/** The outputs of each image of a batch, in memory of their own. */
function* split(outputs: readonly Float32Array[], count: number): Generator<Float32Array[]> {
  for (let i = 0; i < count; i++) {
    yield outputs.map((output) => {
      const size = output.length / count;
      return output.slice(i * size, (i + 1) * size);
    });
  }
}

function withoutTaps(backbone: Backbone): Backbone {
  return { ...backbone, taps: [], graph: { ...backbone.graph, outputs: backbone.graph.outputs.slice(0, 1) } };
}
