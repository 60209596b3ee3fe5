/**
 * The minimal filtering of Winograd for tiles of 2 × 2 outputs and kernels of 3 × 3: `Y = Aᵀ [(G g Gᵀ) ⊙ (Bᵀ d B)] A` takes 16
 * multiplications where 36 are usual. Each transform of a tile, both sides at once, is one matrix here, its rows and columns
 * in the order of rows of the tile.
 *
 * Source: A. Lavin and S. Gray, "Fast Algorithms for Convolutional Neural Networks", 2016, arXiv:1509.09308, section 4.1.
 */
export const winogradMatrices = {
  /** Of a kernel, 3 × 3 taps, to 16 values: `[16, 9]`. */
  kernel: (): Float32Array => bothSides([1, 0, 0], [0.5, 0.5, 0.5], [0.5, -0.5, 0.5], [0, 0, 1]),
  /** Of 4 × 4 pixels of the input, of which neighboring tiles share half, to 16 values: `[16, 16]`. */
  input: (): Float32Array => bothSides([1, 0, -1, 0], [0, 1, 1, 0], [0, -1, 1, 0], [0, 1, 0, -1]),
  /** Of 16 values to 2 × 2 pixels of the output: `[4, 16]`. */
  output: (): Float32Array => bothSides([1, 1, 1, 0], [0, 1, -1, -1]),
} as const;

/** The Kronecker product of a matrix, given by its rows, with itself. */
function bothSides(...matrix: readonly (readonly number[])[]): Float32Array {
  return Float32Array.from(
    matrix.flatMap((vertical) => matrix.flatMap((row) => vertical.flatMap((v) => row.map((h) => v * h)))),
  );
}
