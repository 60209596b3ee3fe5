import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compileToOnnx, describeBackbone } from '../../packages/models/src/index.ts';

/** `speech-model.onnx`: stands in for somebody's model. */
export default async function fixture(folder: string): Promise<void> {
  const { graph, weights } = describeBackbone('vgg16', { inputShape: [32, 32, 3], weights: null, seed: 0 });
  const model = { ...graph, outputs: graph.outputs.slice(0, 1) };
  await writeFile(join(folder, 'speech-model.onnx'), compileToOnnx(model, weights));
}
