import { checkBatchSize } from '../engines/check-batch-size.ts';
import { type OpenBackboneOptions, openBackbone } from '../engines/open-backbone.ts';
import type { BackboneSession } from '../engines/session.ts';
import { ModelsError } from '../errors.ts';
import type { Backbone, BackboneInfo } from '../families/describe-backbone.ts';
import type { OwnedFloat32 } from '../owned-arrays.ts';
import type { ClipLike } from './clip.ts';
import { copyRowMajor, type ImageLike } from './image.ts';
import { runClips } from './run-clips.ts';

/** What of a clip {@link extractEmbeddings} gives. */
export type EmbeddingLayers = 'last' | 'all';

/** Settings of {@link extractEmbeddings}. */
export interface ExtractEmbeddingsOptions extends OpenBackboneOptions {
  /**
   * A backbone, compiled for this call and freed after it, or a session from `openBackbone`, which stays open and decides
   * the engine.
   */
  readonly backbone: Backbone | BackboneSession;
  /**
   * Images computed at a time, from 1; the last digits of their features depend on it, and on ONNX Runtime's CPU the memory of kernels
   * (see `openBackbone`). Clips are computed one by one, so that a clip gives the same bytes alone and among others.
   * @default 8
   */
  readonly batchSize?: number | undefined;
  /**
   * Of clips: `last` gives the mean over time of the last hidden state, `outputDim` values; `all` that of every hidden state,
   * the input of the first layer first, `waveform.layers × outputDim` values row by row. Images have the features alone.
   * @default 'last'
   */
  readonly layers?: EmbeddingLayers | undefined;
  /** Stops between two batches. */
  readonly signal?: AbortSignal | undefined;
}

/**
 * Computes the features of a stream of images or clips, one `Float32Array` for each, in order: `outputDim` values, or with
 * `layers: 'all'` those of every hidden state of a speech encoder.
 *
 * Memory stays constant: one batch is held at a time. Images must already have the range that the weights want (see
 * `preprocessInput`); clips are mono at the backbone's sampling rate, of any length, and are normalized where the backbone
 * asks for it.
 *
 * @param source - Images `[height, width, channels]` of the backbone's input shape, or clips, as the backbone takes: an array,
 * a generator or a stream.
 * @throws ModelsError `invalid-input` for an image of another shape or a clip that is too short, of another rate or not
 * finite; `invalid-option` for `layers: 'all'` of a backbone without; and what `openBackbone` throws; the signal's reason when
 * it aborts.
 */
export function extractEmbeddings(
  source: Iterable<ImageLike> | AsyncIterable<ImageLike>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<OwnedFloat32, void, undefined>;
export function extractEmbeddings(
  source: Iterable<ClipLike> | AsyncIterable<ClipLike>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<OwnedFloat32, void, undefined>;
export async function* extractEmbeddings(
  source: Iterable<ImageLike | ClipLike> | AsyncIterable<ImageLike | ClipLike>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<OwnedFloat32, void, undefined> {
  const { backbone, layers = 'last' } = options;
  const isSession = 'run' in backbone;
  const info: BackboneInfo = isSession ? backbone.backbone : backbone;
  const outputs = isSession ? backbone.outputs : backbone.graph.outputs;
  const wanted = layers === 'all' ? 'layer_means' : outputs[0]!;
  if ((layers !== 'all' && layers !== 'last') || !outputs.includes(wanted)) {
    throw new ModelsError(
      'invalid-option',
      `layers must be "last", or "all" of a speech encoder from describeEncoder; received ${JSON.stringify(layers)} for ${info.name}.`,
    );
  }
  // What nobody reads would be computed and copied for nothing.
  const lean = isSession ? backbone : withOutput(backbone, wanted);
  const index = isSession ? outputs.indexOf(wanted) : 0;
  const results =
    info.input === 'image'
      ? extractFeatures(source as Iterable<ImageLike>, { ...options, backbone: lean })
      : extractClipFeatures(source as Iterable<ClipLike>, { ...options, backbone: lean });
  for await (const values of results) yield values[index]!;
}

async function* extractClipFeatures(
  clips: Iterable<ClipLike> | AsyncIterable<ClipLike>,
  options: ExtractEmbeddingsOptions,
): AsyncGenerator<readonly OwnedFloat32[], void, undefined> {
  const { backbone, signal } = options;
  checkBatchSize(options);
  signal?.throwIfAborted();
  const session = 'run' in backbone ? backbone : await openBackbone(backbone, options);
  try {
    yield* runClips(session, clips, signal);
  } finally {
    if (session !== backbone) await session.dispose();
  }
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
): AsyncGenerator<OwnedFloat32[], void, undefined> {
  const { signal } = options;
  const batchSize = checkBatchSize(options);
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
function* split(outputs: readonly Float32Array[], count: number): Generator<OwnedFloat32[]> {
  for (let i = 0; i < count; i++) {
    yield outputs.map((output) => {
      const size = output.length / count;
      return output.slice(i * size, (i + 1) * size) as OwnedFloat32;
    });
  }
}

/** A backbone that gives one of its outputs alone. */
function withOutput(backbone: Backbone, output: string): Backbone {
  return { ...backbone, taps: [], graph: { ...backbone.graph, outputs: [output] } };
}
