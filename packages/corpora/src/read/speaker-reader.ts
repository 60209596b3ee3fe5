import { CorporaError } from '../errors.ts';
import type { FormatRow } from '../formats/corpus-format.ts';

/**
 * Makes the function that finds the speaker of a row: by the pattern, or as the format tells. The pattern is looked for in the
 * file's own name first: `(.+)_` is meant to find `anna` in `angry/anna_01.wav`, and not `angry/anna`.
 */
export function speakerReader(
  pattern: string | RegExp | undefined,
): (row: FormatRow) => { readonly speaker: string | undefined; readonly isMissing: boolean } {
  if (pattern === undefined) return ({ speaker }) => ({ speaker, isMissing: false });
  const expression = compile(pattern);
  return ({ file }) => {
    const path = file.normalize('NFC');
    const speaker =
      expression.exec(path.slice(path.lastIndexOf('/') + 1))?.[1] || expression.exec(path)?.[1] || undefined;
    return { speaker, isMissing: speaker === undefined };
  };
}

function compile(pattern: string | RegExp): RegExp {
  let expression: RegExp;
  try {
    // A fresh one without `g`, which would make it remember where it stopped.
    expression =
      typeof pattern === 'string'
        ? new RegExp(pattern, 'u')
        : new RegExp(pattern.source, pattern.flags.replace(/[gy]/g, ''));
  } catch (cause) {
    throw refuse(String(pattern), `is no regular expression: ${(cause as Error).message}`, cause);
  }
  // Matching nothing at all still tells how many groups there are.
  const groups = new RegExp(`${expression.source}|`, expression.flags).exec('')!.length - 1;
  if (groups === 0) throw refuse(String(pattern), 'has no group for the speaker');
  return expression;
}

function refuse(received: string, what: string, cause?: unknown): CorporaError {
  return new CorporaError(
    'invalid-option',
    `speakerPattern ${received.slice(0, 80)} ${what}. Write, for example, '(\\d{4})_'.`,
    {
      field: 'speakerPattern',
      received,
      cause,
    },
  );
}
