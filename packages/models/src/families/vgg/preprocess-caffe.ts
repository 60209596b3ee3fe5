/** Means of the ImageNet training images in the order blue, green, red, on the scale 0 … 255. */
const imagenetMeans = [103.939, 116.779, 123.68] as const;

/** RGB of 0 … 255 → blue, green, red minus their ImageNet means, unscaled, in place: Keras' mode `caffe`. */
export function preprocessCaffe(data: Float32Array): void {
  const [blue, green, red] = imagenetMeans;
  for (let i = 0; i < data.length; i += 3) {
    const first = data[i]!;
    data[i] = data[i + 2]! - blue;
    data[i + 1] = data[i + 1]! - green;
    data[i + 2] = first - red;
  }
}
