import type { Command } from './command.ts';

const INDENT = '  ';

/** The program's own help: its commands, a line each. */
export function programHelp(commands: readonly Command[]): string {
  const width = Math.max(...commands.map((command) => command.name.length));
  return [
    'ser: speech emotion recognition on RAVDESS and on folders of WAV files named like it',
    '',
    'Usage: ser COMMAND [OPTION…]',
    '',
    ...commands.map((command) => `${INDENT}${command.name.padEnd(width)}  ${command.about}`),
    '',
    'ser COMMAND --help tells more. Results go to stdout, progress to stderr.',
    'Exit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some files were left out, 130 interrupted.',
    '',
  ].join('\n');
}

/** The help of one command: usage, options, an example. */
export function commandHelp(command: Command): string {
  const options = Object.entries(command.options).map(([name, option]) => ({
    flag: option.type === 'string' ? `--${name} ${option.value ?? 'VALUE'}` : `--${name}`,
    help: option.help,
  }));
  const width = Math.max(...options.map(({ flag }) => flag.length));
  return [
    `ser ${command.name}: ${command.about}`,
    '',
    `Usage: ser ${command.name} [OPTION…]${command.positionals ? ` ${command.positionals}` : ''}`,
    '',
    ...options.map(({ flag, help }) => `${INDENT}${flag.padEnd(width)}  ${help}`),
    '',
    `Example: ${command.example}`,
    '',
  ].join('\n');
}
