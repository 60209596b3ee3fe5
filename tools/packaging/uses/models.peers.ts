// What @ser/models says where an optional package is not installed, and does where it is.
import { describeBackbone, extractEmbeddings, ModelsError, selectBackend } from '@ser/models';

export async function use(): Promise<Record<string, string>> {
  const answers: Record<string, string> = {};
  for (const name of ['gpu', 'node', 'webgpu', 'wasm'] as const) {
    answers[name] = await said(async () => (await selectBackend(name)).device);
  }
  const backbone = describeBackbone('vgg16', { inputShape: [32, 32, 3], weights: null, seed: 0 });
  const images = [{ data: new Float32Array(32 * 32 * 3), shape: [32, 32, 3] }];
  answers.onnx = await said(async () => {
    const lengths: number[] = [];
    for await (const embedding of extractEmbeddings(images, { backbone, engine: 'onnx' }))
      lengths.push(embedding.length);
    return `embedding of ${lengths}`;
  });
  return answers;
}

async function said(work: () => Promise<string>): Promise<string> {
  try {
    return await work();
  } catch (error) {
    if (!ModelsError.isInstance(error)) throw error;
    return `${error.code}: ${error.message}`;
  }
}
