/** Rows, or columns, at the far end of a padded image that no window reaches: a transposed convolution must be told of them. */
export function unreadPixels(inSize: number, outSize: number, window: number, strides: number): number {
  return inSize - ((outSize - 1) * strides + window);
}
