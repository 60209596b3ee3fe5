// What the three programs share: the published recipe, and the files that one leaves for the next.
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Matrix, type TransformJson, toImage } from '@ser/dsp';
import { type Backbone, describeBackbone, extractEmbeddings, type SelectedBackend } from '@ser/models';
import { fetchImageNetWeights } from '@ser/models/node';

export const recipe = {
  sampleRate: 22050,
  seconds: 3,
  spectrogram: { nMels: 64, fMin: 0, fMax: 8000 },
  networks: {
    ResNet101: { backbone: 'resnet101v2', learningRate: 1e-4 },
    VGG16: { backbone: 'vgg16', learningRate: 1e-4 },
    VGG19: { backbone: 'vgg19', learningRate: 1.55e-4 },
  },
} as const;

export type NetworkName = keyof typeof recipe.networks;
export const parts = ['train', 'validation', 'test'] as const;

/** One spectrogram: of a recording, or of an augmented copy of one. */
export interface Example {
  readonly part: (typeof parts)[number];
  readonly file: string;
  readonly emotion: string;
  /** The change that made the copy, as @ser/dsp describes it, and the seed that it draws from. */
  readonly augmentation: { readonly transform: TransformJson; readonly seed: number } | null;
}

/** What preprocess.ts leaves as examples.json. */
export interface Preprocessed {
  readonly emotions: readonly string[];
  /** Bands and frames of one spectrogram. */
  readonly shape: readonly [number, number];
  /** Size of the images that the networks see, in pixels. */
  readonly image: { readonly height: number; readonly width: number };
  readonly seed: number;
  readonly examples: readonly Example[];
}

/** What preprocess.ts leaves: the examples, and their spectrograms one after the other as float32, `[n, bands, frames]`. */
export const filesIn = (folder: string) => ({
  examples: join(folder, 'examples.json'),
  spectrograms: join(folder, 'spectrograms.f32'),
});

export async function readPreprocessed(folder: string): Promise<Preprocessed & { readonly values: Float32Array }> {
  const files = filesIn(folder);
  const bytes = await readFile(files.spectrograms);
  const values = new Float32Array(bytes.buffer, bytes.byteOffset, Math.floor(bytes.length / 4));
  const left = JSON.parse(await readFile(files.examples, 'utf8')) as Preprocessed;
  // The two files of one run fit each other; those of another, or of something else, do not.
  const [bands, frames] = left?.shape ?? [];
  if (values.length === 0 || values.length !== left.examples?.length * bands! * frames!)
    throw new Error(`${folder} holds no result of preprocess.ts, or parts of two. Run it again.`);
  return { ...left, values };
}

/** A network with the ImageNet weights, downloaded once, or with random ones: without them it only shows that all runs. */
export async function openNetwork(
  name: NetworkName,
  weights: string,
  { image, seed }: Pick<Preprocessed, 'image' | 'seed'>,
): Promise<Backbone> {
  const { backbone } = recipe.networks[name];
  return describeBackbone(backbone, {
    inputShape: [image.height, image.width, 3],
    weights: weights === 'random' ? null : await fetchImageNetWeights(backbone),
    seed,
  });
}

/** What the frozen network makes of the images of a part, row by row: on the GPU by TensorFlow, else by ONNX Runtime. */
export async function embed(
  { examples, shape, image, values }: Awaited<ReturnType<typeof readPreprocessed>>,
  part: Example['part'],
  backbone: Backbone,
  backend: SelectedBackend,
): Promise<{ x: Float32Array; own: readonly Example[] }> {
  const own = examples.filter((example) => example.part === part);
  const size = shape[0] * shape[1];
  function* images() {
    for (const example of own) {
      yield toImage(new Matrix(values, shape, { offset: examples.indexOf(example) * size }), image);
    }
  }
  const x = new Float32Array(own.length * backbone.outputDim);
  let row = 0;
  const engine = backend.name === 'gpu' ? 'tfjs' : 'onnx';
  for await (const embedding of extractEmbeddings(images(), { backbone, engine })) {
    x.set(embedding, backbone.outputDim * row++);
    if (row % 100 === 0) console.error(`${part}: ${row} of ${own.length} images`);
  }
  return { x, own };
}
