import type { ImageFamily, ImageNetwork } from '../image-family.ts';
import { kerasWeightFile } from '../keras-weight-file.ts';
import { preprocessCaffe } from './preprocess-caffe.ts';
import { vggGraph } from './vgg-graph.ts';

const filters = [64, 128, 256, 512, 512];

function network(name: string, convolutions: readonly number[], md5: string, bytes: number): ImageNetwork {
  return {
    weightFile: kerasWeightFile(name, name, md5, bytes),
    graph: (inputShape) => vggGraph({ name, inputShape, filters, convolutions }),
  };
}

/** VGG16 and VGG19 of `keras.applications`. */
export const vgg: ImageFamily<'vgg16' | 'vgg19'> = {
  family: 'vgg',
  input: 'image',
  networks: {
    vgg16: network('vgg16', [2, 2, 3, 3, 3], '6d6bbae143d832006294945121d1f1fc', 58_889_256),
    vgg19: network('vgg19', [2, 2, 4, 4, 4], '253f8cb515780f3b799900260a226db6', 80_134_624),
  },
  // Keras leaves the pooling of VGG unnamed, so it gets the name of its class.
  poolingLayer: { avg: 'global_average_pooling2d', max: 'global_max_pooling2d' },
  preprocessedChannels: [3],
  preprocess: preprocessCaffe,
  blockOf: (layer) => /^block\d+/.exec(layer)?.[0],
  lastBlock: 'block5',
};
