import { CorporaError } from '../errors.ts';
import type { Label } from './encode-labels.ts';

/** Names of an object's fields that can hold a label. */
type LabelField<T> = { [K in keyof T]-?: Extract<T[K], Label> extends never ? never : K }[keyof T] & string;

/**
 * Names that an item offers as keys: its own fields, those of its `facets` (a row of a corpus), those of its `recording`.
 */
export type FieldName<T> = T extends object
  ?
      | LabelField<T>
      | (T extends { readonly facets: infer Facets } ? LabelField<Facets> : never)
      | (T extends { readonly recording: infer Recording } ? LabelField<Recording> : never)
  : never;

/**
 * How to find an item's class or group: a function of the item, or the name of a field such as `'label'` or `'speaker'`,
 * of the item itself, of its `facets` or of its `recording`.
 */
export type SplitKey<T> = ((item: T) => Label) | FieldName<T>;

/**
 * The label of every item.
 *
 * @throws CorporaError `invalid-items` where a field is named and an item has no such field.
 */
export function labelsOf<T>(items: readonly T[], key: SplitKey<T>, option: string): Label[] {
  if (typeof key === 'function') return items.map((item) => key(item));
  return items.map((item, i) => {
    const label = fieldOf(item, key);
    if (label !== undefined) return label;
    const held = typeof item === 'object' && item !== null ? `; it has ${Object.keys(item).join(', ')}` : '';
    throw new CorporaError(
      'invalid-items',
      `${option} names the field "${key}", which item ${i} lacks${held}. Name a field that every item has, or give a function of the item.`,
      { field: option, received: key, allowed: 'a field of every item, or a function of the item' },
    );
  });
}

/** A field of an item, of its `facets` or of its `recording`. */
export function fieldOf(item: unknown, field: string): Label | undefined {
  if (typeof item !== 'object' || item === null) return undefined;
  const { facets, recording } = item as { readonly facets?: unknown; readonly recording?: unknown };
  for (const holder of [item, facets, recording]) {
    if (typeof holder !== 'object' || holder === null || !Object.hasOwn(holder, field)) continue;
    const value = (holder as Readonly<Record<string, unknown>>)[field];
    if (typeof value === 'string' || typeof value === 'number') return value;
  }
  return undefined;
}
