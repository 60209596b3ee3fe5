import { RavdessError } from '../errors.ts';
import { type HasRecording, type Recording, recordingOf } from '../recording.ts';
import type { Label } from './encode-labels.ts';

/**
 * How to find an item's class or group: a function of the item or, where items are recordings or carry one, the name of
 * a field such as `'emotion'` or `'actor'`.
 */
export type SplitKey<T> = ((item: T) => Label) | (T extends HasRecording ? keyof Recording : never);

/**
 * The label of every item.
 *
 * @throws RavdessError `invalid-items` where a field is named and an item has no such field.
 */
export function labelsOf<T>(items: readonly T[], key: SplitKey<T>, option: string): Label[] {
  if (typeof key === 'function') return items.map((item) => key(item));
  const field = key as keyof Recording;
  return items.map((item, i) => {
    const isObject = typeof item === 'object' && item !== null;
    const label = isObject ? recordingOf(item as unknown as HasRecording)[field] : undefined;
    if (label === undefined) {
      throw new RavdessError(
        'invalid-items',
        `${option} names the field "${field}", which item ${i} lacks. Give recordings, items with a \`recording\`, or a function.`,
        { field: option, allowed: 'a field of Recording, or a function of the item' },
      );
    }
    return label;
  });
}
