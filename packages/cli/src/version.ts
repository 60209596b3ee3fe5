import { readFileSync } from 'node:fs';

/** Version of the program, which its manifest alone tells; written into every run folder. */
export const PROGRAM_VERSION: string = (
  JSON.parse(readFileSync(new URL('../package.json', import.meta.url), 'utf8')) as { version: string }
).version;
