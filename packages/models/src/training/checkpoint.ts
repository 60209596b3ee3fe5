/** A place for one training state: a file, memory, a browser's storage. */
export interface CheckpointStore {
  /** What it is called in messages: the path of a file. */
  readonly name?: string;
  /** The bytes last written, or null when there are none. */
  read(): Promise<Uint8Array | null>;
  /** Replaces the bytes; either all of them arrive, or the old ones stay. */
  write(bytes: Uint8Array): Promise<void>;
}

/** Keeps a training state in memory. */
export function memoryCheckpoint(): CheckpointStore {
  let kept: Uint8Array | null = null;
  return {
    read: () => Promise.resolve(kept),
    write: (bytes) => {
      kept = bytes.slice();
      return Promise.resolve();
    },
  };
}
