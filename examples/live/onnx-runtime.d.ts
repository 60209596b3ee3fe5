import type { Runtime } from './model.ts';

export const env: { readonly wasm: { numThreads: number } };
export const InferenceSession: Runtime['InferenceSession'];
export const Tensor: Runtime['Tensor'];
