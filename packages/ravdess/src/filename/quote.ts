const LIMIT = 80;

/** A received value for an error message: quoted, control characters escaped, cut at 80 characters. */
export function quote(value: unknown): string {
  const text = typeof value === 'string' ? value : String(value);
  const short = text.length > LIMIT ? `${text.slice(0, LIMIT)}…` : text;
  return typeof value === 'string' ? JSON.stringify(short) : short;
}
