/** Whether Node runs this, or what has its `process`; a page does not. */
export function isInNode(): boolean {
  return (globalThis as { process?: { versions?: { node?: string } } }).process?.versions?.node !== undefined;
}
