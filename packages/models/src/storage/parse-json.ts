import { type GenericSchema, getDotPath, safeParse } from 'valibot';
import { ModelsError } from '../errors.ts';

/**
 * The value of a JSON text, if it has the shape of a schema.
 *
 * @param name Name of the file, for the message.
 * @throws {ModelsError} `invalid-file` for what is no JSON or has another shape; the message says where.
 */
export function parseJson<T>(bytes: Uint8Array, name: string, schema: GenericSchema<unknown, T>): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch (cause) {
    throw new ModelsError('invalid-file', `${name} must be JSON. It is not: cut off or changed.`, { cause });
  }
  return checkShape(value, name, schema);
}

/** A value, if it has the shape of a schema; as {@link parseJson} for what was parsed already. */
export function checkShape<T>(value: unknown, name: string, schema: GenericSchema<unknown, T>): T {
  const result = safeParse(schema, value, { abortEarly: true });
  if (result.success) return result.output;
  const [issue] = result.issues;
  const path = getDotPath(issue);
  const where = path === null ? '' : ` at "${path.slice(0, 80)}"`;
  throw new ModelsError(
    'invalid-file',
    `${name} has another shape than it must have${where}: ${issue.message.slice(0, 160)}.`,
  );
}
