import type { ImageFamily, ImageNetwork } from '../image-family.ts';
import { kerasWeightFile } from '../keras-weight-file.ts';
import { resnetV2Graph } from './resnet-v2-graph.ts';

const settings = { stemFilters: 64, filters: [64, 128, 256, 512] };

function network(name: string, blocks: readonly number[], md5: string, bytes: number): ImageNetwork {
  return {
    weightFile: kerasWeightFile('resnet', name, md5, bytes),
    graph: (inputShape) => resnetV2Graph({ name, inputShape, ...settings, blocks }),
  };
}

/** ResNet50V2, ResNet101V2 and ResNet152V2 of `keras.applications`. */
export const resnetV2: ImageFamily<'resnet50v2' | 'resnet101v2' | 'resnet152v2'> = {
  family: 'resnet-v2',
  input: 'image',
  networks: {
    resnet50v2: network('resnet50v2', [3, 4, 6, 3], 'fac2f116257151a9d068a22e544a4917', 94_668_760),
    resnet101v2: network('resnet101v2', [3, 4, 23, 3], 'c0ed64b8031c3730f411d2eb4eea35b5', 171_317_808),
    resnet152v2: network('resnet152v2', [3, 8, 36, 3], 'ed17cf2e0169df9d443503ef94b23b33', 234_545_216),
  },
  poolingLayer: { avg: 'avg_pool', max: 'max_pool' },
  preprocessedChannels: [1, 3],
  /** `x / 127.5 - 1`: Keras' mode `tf`. */
  preprocess(data) {
    for (let i = 0; i < data.length; i++) data[i] = data[i]! / 127.5 - 1;
  },
  blockOf: (layer) => /^conv\d+(_block\d+)?/.exec(layer)?.[0],
  lastBlock: 'conv5',
};
