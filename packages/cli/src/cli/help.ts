import type { Command, CommandEntry, Option } from './command.ts';
import { COMMON } from './options.ts';

const INDENT = '  ';

/** The program's own help: its commands, a line each. */
export function programHelp(commands: readonly CommandEntry[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'ser: speech emotion recognition on RAVDESS and on folders of WAV files named like it',
    '',
    'Usage: ser COMMAND [OPTION…]',
    '',
    ...commands.map((command) => `${INDENT}${command.name.padEnd(width)}  ${command.about}`),
    '',
    'ser COMMAND --help tells more, ser --version the version. Results go to stdout, progress to stderr.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some files were left out, 130 interrupted.',
    '',
  ].join('\n');
}

/** The help of one command: usage, options, an example. */
export function commandHelp({ name, about }: CommandEntry, command: Command): string {
  const options = Object.entries({ ...command.options, ...COMMON }).map(([key, option]: [string, Option]) => ({
    flag:
      option.type === 'string'
        ? `--${key} ${option.optionalValue ? `[${option.value}]` : (option.value ?? 'VALUE')}`
        : `--${key}`,
    help: option.help,
  }));
  const width = Math.max(...options.map(({ flag }) => flag.length));
  return [
    `ser ${name}: ${about}`,
    '',
    `Usage: ser ${name} [OPTION…]${command.positionals ? ` ${command.positionals}` : ''}`,
    '',
    ...options.map(({ flag, help }) => `${INDENT}${flag.padEnd(width)}  ${help}`),
    '',
    `Example: ${command.example}`,
    '',
  ].join('\n');
}
