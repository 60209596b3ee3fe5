/** Options of {@link printable}. */
export interface PrintableOptions {
  /**
   * Longest result in UTF-16 units, 10 or more; a longer text loses its middle.
   *
   * @default 500
   */
  readonly maxLength?: number | undefined;
}

/**
 * What a terminal, a log or a page could take for more than text: controls (escape, newline, tab, C1), line and paragraph
 * separators, marks that turn the direction of writing, invisible characters that hide in names, halves of surrogate pairs.
 */
const UNSAFE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
  /[\u0000-\u001f\u007f-\u009f\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f\ufeff\ufff9-\ufffb]|[\u{e0000}-\u{e007f}]|\p{Surrogate}/gu;

/**
 * Makes any foreign text (a file name, a server's phrase, a label, a message) safe to print: every character that is not
 * simply shown is written as its code, `\x1b` or `\u{202e}`, and the whole is one line of limited length.
 *
 * @param text Any value; what is no string is turned into one.
 */
export function printable(text: unknown, { maxLength = 500 }: PrintableOptions = {}): string {
  // Cut before the work: a name may have any length. An escape is at most 10 units long.
  const whole = String(text);
  const bounded =
    whole.length > 4 * maxLength ? `${whole.slice(0, 2 * maxLength)}…${whole.slice(-2 * maxLength)}` : whole;
  const safe = bounded.replace(UNSAFE, escaped);
  if (safe.length <= maxLength) return safe;
  const [head, tail] = [Math.ceil((maxLength - 1) / 2), Math.floor((maxLength - 1) / 2)];
  // Not through the middle of a pair.
  return `${safe.slice(0, head).replace(/[\ud800-\udbff]$/, '')}…${safe.slice(-tail).replace(/^[\udc00-\udfff]/, '')}`;
}

function escaped(character: string): string {
  const code = character.codePointAt(0)!;
  return code <= 0xff ? `\\x${code.toString(16).padStart(2, '0')}` : `\\u{${code.toString(16)}}`;
}
