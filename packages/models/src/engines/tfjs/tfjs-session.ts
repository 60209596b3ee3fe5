import * as tf from '@tensorflow/tfjs';
import type { Backbone } from '../../families/describe-backbone.ts';
import type { BackboneSession } from '../session.ts';
import { compileToTfjs } from './compile-to-tfjs.ts';

/** Compiles a backbone to a `tf.LayersModel` on the current TensorFlow.js back end. */
export async function openTfjsSession(backbone: Backbone): Promise<BackboneSession> {
  await tf.ready();
  const model = compileToTfjs(backbone.graph, backbone.weights);
  let open = true;
  return {
    backbone,
    engine: 'tfjs',
    outputs: backbone.graph.outputs,
    async run(images, count) {
      const outputs = tf.tidy(() => {
        const result = model.predictOnBatch(tf.tensor(images, [count, ...backbone.inputShape], 'float32'));
        return Array.isArray(result) ? result : [result];
      });
      try {
        return await Promise.all(outputs.map(async (output) => (await output.data()) as Float32Array));
      } finally {
        tf.dispose(outputs);
      }
    },
    async dispose() {
      if (open) model.dispose();
      open = false;
    },
  };
}
