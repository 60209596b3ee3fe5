import { styleText } from 'node:util';

/** What a piece of text is, and so how it looks where there is color. */
const STYLES = { error: 'red', warning: 'yellow', good: 'green', heading: 'bold', aside: 'dim' } as const;

/** Gives text its look, or leaves it as it is where there is no color. */
export type Paint = (what: keyof typeof STYLES, text: string) => string;

/** A terminal gets color, unless `NO_COLOR` is set (no-color.org), `--no-color` was given, or it is a dumb one. */
export function hasColor(
  stream: { readonly isTTY?: boolean | undefined },
  args: readonly string[],
  env: Readonly<Record<string, string | undefined>> = process.env,
): boolean {
  return stream.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb' && !args.includes('--no-color');
}

/** The painter of a stream. */
export function painter(colored: boolean): Paint {
  return (what, text) => (colored ? styleText(STYLES[what], text, { validateStream: false }) : text);
}
