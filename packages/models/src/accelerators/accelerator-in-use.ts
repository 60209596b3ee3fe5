import type { Accelerator } from './accelerator.ts';
import { nativeAccelerator } from './native/native-accelerator.ts';

/** Each gives its accelerator where its back end is the current one. */
const rows: readonly (() => Accelerator | undefined)[] = [nativeAccelerator];

/** The accelerator of the current back end of TensorFlow.js; undefined where it has none. */
export function acceleratorInUse(): Accelerator | undefined {
  for (const find of rows) {
    const accelerator = find();
    if (accelerator) return accelerator;
  }
  return undefined;
}
