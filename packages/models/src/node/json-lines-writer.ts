import type { ScalarSink } from '../record/scalar-sink.ts';
import { appendFile } from './append-file.ts';

/**
 * Writes figures as JSON lines, `{"step":0,"loss":1.2}`, appended to a file. A figure that is not finite becomes null, as
 * JSON has none.
 */
export function jsonLinesWriter(path: string): ScalarSink {
  const file = appendFile(path);
  return {
    write: (scalars, step) => file.append(`${JSON.stringify({ step, ...scalars })}\n`),
    close: () => file.close(),
  };
}
