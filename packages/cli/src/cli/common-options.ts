import type { Option } from './command.ts';

/** Options that every command has. */
export const COMMON = {
  json: { type: 'boolean', help: 'print the result as JSON' },
  quiet: { type: 'boolean', help: 'no progress, only warnings' },
  'no-color': { type: 'boolean', help: 'plain text on a terminal, too; so does NO_COLOR in the environment' },
  help: { type: 'boolean', help: 'this text' },
} as const satisfies Record<string, Option>;
