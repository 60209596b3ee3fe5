import { imageModel } from './image-model.ts';
import type { Model } from './model.ts';

/** The models, in the order of the published table; those that are not in it follow. */
export const MODELS: readonly Model[] = [
  imageModel({ name: 'ResNet101', keras: 'resnet101v2', learningRate: 1e-4 }),
  imageModel({ name: 'VGG16', keras: 'vgg16', learningRate: 1e-4 }),
  imageModel({ name: 'VGG19', keras: 'vgg19', learningRate: 1.55e-4 }),
];

/** The baseline, which is trained and tested along with every model; `--model functionals` asks for it alone. */
export const BASELINE = 'functionals';
