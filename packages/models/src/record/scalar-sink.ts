/** A place that figures are written to, step by step. */
export interface ScalarSink {
  /** Writes the figures of one step or epoch; they are on the disk, or wherever it writes to, when the promise resolves. */
  write(scalars: Readonly<Record<string, number>>, step: number): Promise<void>;
  /** Releases what the sink holds; nothing can be written afterwards. */
  close(): Promise<void>;
}
