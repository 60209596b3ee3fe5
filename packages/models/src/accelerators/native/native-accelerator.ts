import type { Accelerator } from '../accelerator.ts';
import { NativeAdamSlots } from './native-adam-slots.ts';
import { runNatively } from './native-layers.ts';
import { nativeBackend } from './native-operations.ts';

/** Kernels of our own on native TensorFlow; undefined where another back end is in use. */
export function nativeAccelerator(): Accelerator | undefined {
  const backend = nativeBackend();
  return (
    backend && {
      runLayer: runNatively,
      createAdamSlots: (variables, initial) => new NativeAdamSlots(backend, variables, initial),
    }
  );
}
