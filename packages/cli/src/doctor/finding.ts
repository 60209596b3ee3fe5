/** What was tried, whether it works, and the one command that changes it. */
export interface Finding {
  /** What it belongs to, for people: `decoders`. */
  readonly group: string;
  readonly name: string;
  readonly works: boolean;
  /** Device, version or place where it works; the reason where it does not. */
  readonly detail: string;
  /** The command, where there is one. */
  readonly remedy?: string;
  /** Whether nothing can be trained or predicted without it. @default false */
  readonly isNeeded?: boolean;
}
