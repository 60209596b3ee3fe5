import type { BackboneName } from '../backbones/backbone-graph.ts';

/** An official weight file of `keras.applications`, without classifier. */
export interface ImageNetFile {
  /** File name, as in Keras' own cache. */
  readonly name: string;
  readonly url: string;
  /** MD5 of the file, 32 hexadecimal digits. */
  readonly md5: string;
}

const base = 'https://storage.googleapis.com/tensorflow/keras-applications';

function file(folder: string, backbone: BackboneName, md5: string): ImageNetFile {
  const name = `${backbone}_weights_tf_dim_ordering_tf_kernels_notop.h5`;
  return { name, url: `${base}/${folder}/${name}`, md5 };
}

/**
 * The official ImageNet weight files by backbone.
 *
 * Source: addresses and hashes in Keras 3.15.1 `keras/src/applications/{vgg16,vgg19,resnet}.py`.
 */
export const IMAGENET_FILES: Readonly<Record<BackboneName, ImageNetFile>> = {
  vgg16: file('vgg16', 'vgg16', '6d6bbae143d832006294945121d1f1fc'),
  vgg19: file('vgg19', 'vgg19', '253f8cb515780f3b799900260a226db6'),
  resnet50v2: file('resnet', 'resnet50v2', 'fac2f116257151a9d068a22e544a4917'),
  resnet101v2: file('resnet', 'resnet101v2', 'c0ed64b8031c3730f411d2eb4eea35b5'),
  resnet152v2: file('resnet', 'resnet152v2', 'ed17cf2e0169df9d443503ef94b23b33'),
};
