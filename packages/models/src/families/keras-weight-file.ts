import type { WeightFile } from './image-family.ts';

const base = 'https://storage.googleapis.com/tensorflow/keras-applications';

/**
 * The official file of a network without classifier.
 *
 * Source: addresses and hashes in Keras 3.15.1 `keras/src/applications/{vgg16,vgg19,resnet}.py`; lengths as Keras prints them.
 */
export function kerasWeightFile(folder: string, network: string, md5: string, bytes: number): WeightFile {
  const name = `${network}_weights_tf_dim_ordering_tf_kernels_notop.h5`;
  return { name, url: `${base}/${folder}/${name}`, md5, bytes };
}
