import * as tf from '@tensorflow/tfjs';
import { compileToTfjs } from '../src/engines/tfjs/compile-to-tfjs.ts';
import { seededImages, seededWeights } from './seeded.ts';
import { smallVgg } from './small.ts';

/** Embeddings of two images by a small VGG on the current back end. */
export async function smallEmbeddings(): Promise<number[]> {
  const inputShape = [32, 32, 3];
  const graph = smallVgg(inputShape);
  const model = compileToTfjs(graph, seededWeights(graph, 1));
  const images = seededImages(2, inputShape, 1).flatMap(({ data }) => Array.from(data));
  const output = tf.tidy(() => model.predict(tf.tensor(images, [2, ...inputShape])) as tf.Tensor);
  const embeddings = Array.from(await output.data());
  output.dispose();
  model.dispose();
  return embeddings;
}
