import { hostname } from 'node:os';
import { join } from 'node:path';
import { scalarRecord, versionRecord } from '../record/event-record.ts';
import type { ScalarSink } from '../record/scalar-sink.ts';
import { appendFile } from './append-file.ts';

/** Options of {@link tensorBoardWriter}. */
export interface TensorBoardWriterOptions {
  /** The clock, in milliseconds since 1970. @default Date.now */
  readonly now?: (() => number) | undefined;
}

let count = 0;

/**
 * Writes figures as a TensorBoard event file, readable by `tensorboard --logdir` while it grows.
 *
 * @param dir Folder of the run; each writer adds a file of its own, `events.out.tfevents.…`, as TensorFlow does.
 */
export function tensorBoardWriter(dir: string, options: TensorBoardWriterOptions = {}): ScalarSink {
  const { now = Date.now } = options;
  const seconds = (): number => now() / 1000;
  const name = `events.out.tfevents.${Math.floor(seconds())}.${hostname()}.${process.pid}.${count++}.v2`;
  const file = appendFile(join(dir, name));
  let isNew = true;
  return {
    async write(scalars, step) {
      if (isNew) {
        isNew = false;
        await file.append(versionRecord(seconds()));
      }
      await file.append(scalarRecord(scalars, step, seconds()));
    },
    close: () => file.close(),
  };
}
