import type { OptimizerOptions } from '../check-optimizer.ts';

/** Brings gradients to their allowed size in place, as Keras 3 does: by value, by norm, or by the norm of all together. */
export function clipGradients(gradients: readonly Float32Array[], options: OptimizerOptions): void {
  const { clipNorm, globalClipNorm, clipValue } = options;
  if (clipValue !== undefined) {
    for (const gradient of gradients) {
      for (let i = 0; i < gradient.length; i++) gradient[i] = Math.min(clipValue, Math.max(-clipValue, gradient[i]!));
    }
  }
  if (clipNorm !== undefined) {
    for (const gradient of gradients) scale(gradient, clipNorm / Math.max(Math.sqrt(squares(gradient)), clipNorm));
  }
  if (globalClipNorm !== undefined) {
    const norm = Math.sqrt(gradients.reduce((sum, gradient) => sum + squares(gradient), 0));
    for (const gradient of gradients) scale(gradient, globalClipNorm / Math.max(norm, globalClipNorm));
  }
}

function squares(values: Float32Array): number {
  let sum = 0;
  for (let i = 0; i < values.length; i++) sum += values[i]! * values[i]!;
  return sum;
}

function scale(values: Float32Array, factor: number): void {
  for (let i = 0; i < values.length; i++) values[i] = values[i]! * factor;
}
