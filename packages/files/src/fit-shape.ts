import * as v from 'valibot';

/** The shape of JSON that is read: a schema of valibot that gives a type. */
export type Shape<T> = v.GenericSchema<unknown, T>;

/**
 * A value, if it has a shape; where not, what is wrong with it, for a message: the place and the reason.
 *
 * @param value What `JSON.parse` gave.
 */
export function fitShape<T>(value: unknown, shape: Shape<T>): { readonly value: T } | { readonly problem: string } {
  const result = v.safeParse(shape, value, { abortEarly: true });
  if (result.success) return { value: result.output };
  const [issue] = result.issues;
  return { problem: `at "${(v.getDotPath(issue) ?? '').slice(0, 80)}": ${issue.message.slice(0, 160)}` };
}
