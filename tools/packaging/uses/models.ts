// What an application does with @ser/models and TensorFlow.js alone, in Node and in browsers.
import {
  createHead,
  describeBackbone,
  exportOnnx,
  extractEmbeddings,
  predict,
  selectBackend,
  train,
} from '@ser/models';

export async function use(): Promise<object> {
  const { device } = await selectBackend('cpu');
  const backbone = describeBackbone('vgg16', { inputShape: [32, 32, 3], weights: null, seed: 0 });
  const images = [
    { data: Float32Array.from({ length: 32 * 32 * 3 }, (_, i) => Math.abs(Math.sin(i))), shape: [32, 32, 3] },
  ];
  const lengths: number[] = [];
  for await (const embedding of extractEmbeddings(images, { backbone, engine: 'tfjs' })) lengths.push(embedding.length);

  const head = createHead({ inputDim: 2, classes: 2, units: [4], dropout: 0, seed: 1 });
  const x = Float32Array.from({ length: 32 }, (_, i) => Math.sin(i * i));
  const y = Array.from({ length: 16 }, (_, i) => (x[2 * i]! > 0 ? 1 : 0));
  const data = { x, y, sampleShape: [2], classes: 2 };
  let loss = Number.POSITIVE_INFINITY;
  for await (const event of train(head, {
    ...data,
    epochs: 5,
    optimizer: { name: 'adam', learningRate: 0.1 },
    seed: 1,
  })) {
    if (event.type === 'epoch') loss = event.logs.loss!;
  }
  const probabilities = await predict(head, x, { sampleShape: [2] });
  return {
    device,
    lengths,
    learned: loss < Math.log(2),
    probabilities: probabilities.length,
    onnx: (await exportOnnx(head)).length > 100,
  };
}
