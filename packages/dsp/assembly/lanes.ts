// A kernel works on as many frames at once as fit into a 128-bit register, one frame a lane: four in float32, two in
// float64. Every vector below holds the same point of that many frames, so no butterfly ever mixes lanes.

/** Frames in a register. */
// @ts-ignore: decorator
@inline
export function lanes<T>(): i32 {
  return 16 / sizeof<T>();
}

/** Bytes of one complex point of all lanes: the real vector, then the imaginary one. */
export const POINT: usize = 32;
