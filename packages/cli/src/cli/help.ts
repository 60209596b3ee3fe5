import type { Paint } from '../terminal/paint.ts';
import { wrapWords } from '../terminal/wrap-words.ts';
import type { Command, CommandEntry, Option } from './command.ts';
import { COMMON } from './common-options.ts';

const INDENT = '  ';
/** The column of options is no wider than that share of the line. */
const WIDEST = 0.4;

/** How a help is laid out. */
export interface HelpLayout {
  /** Columns of the terminal. @default lines are not broken */
  readonly width?: number | undefined;
  readonly paint: Paint;
}

/** Two columns, the second one broken at words. */
function columns(rows: readonly (readonly [string, string])[], { width, paint }: HelpLayout): string[] {
  const longest = Math.max(...rows.map(([left]) => left.length));
  const room = width === undefined ? longest : Math.min(longest, Math.floor(WIDEST * width));
  return rows.flatMap(([left, right]) => {
    const name = INDENT + paint('heading', left.padEnd(room));
    if (width === undefined) return [`${name}  ${right}`];
    const margin = INDENT.length + room + 2;
    const lines = wrapWords(right, Math.max(20, width - margin)).split('\n');
    const [first = '', ...others] = left.length > room ? ['', ...lines] : lines;
    const space = ' '.repeat(margin);
    return [first === '' ? name : `${name}  ${first}`, ...others.map((line) => space + line)];
  });
}

/** The program's own help: its commands, a line each. */
export function programHelp(commands: readonly CommandEntry[], layout: HelpLayout): string {
  return [
    wrapped('ser: speech emotion recognition, from recordings to trained classifiers, reports and predictions', layout),
    '',
    'Usage: ser COMMAND [OPTION…]',
    '',
    ...columns(
      commands.map(({ name, about }) => [name, about]),
      layout,
    ),
    '',
    wrapped(
      'ser help COMMAND tells more, ser --version the version. Results go to stdout, progress to stderr.\nExit codes: 0 done, 1 failed, 2 wrong usage, 3 done but some files were left out, 130 interrupted.',
      layout,
    ),
    '',
  ].join('\n');
}

/** The help of one command: usage, options, an example. */
export function commandHelp({ name, about }: CommandEntry, command: Command, layout: HelpLayout): string {
  const options = Object.entries({ ...command.options, ...COMMON }).map(([key, option]: [string, Option]) => {
    const value = option.optionalValue ? `[${option.value}]` : (option.value ?? 'VALUE');
    return [option.type === 'string' ? `--${key} ${value}` : `--${key}`, option.help] as const;
  });
  return [
    wrapped(`ser ${name}: ${about}`, layout),
    '',
    `Usage: ser ${name} [OPTION…]${command.positionals ? ` ${command.positionals}` : ''}`,
    '',
    ...columns(options, layout),
    '',
    `Example: ${command.example}`,
    '',
  ].join('\n');
}

function wrapped(text: string, { width }: HelpLayout): string {
  return width === undefined ? text : wrapWords(text, width);
}
