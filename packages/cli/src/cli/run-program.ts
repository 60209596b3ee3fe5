import { parseArgs } from 'node:util';
import { EXIT, SerError, usageError } from '../errors.ts';
import { explainSystemError } from '../files/write-file.ts';
import { didYouMean, nearest } from '../settings/nearest.ts';
import { SETTING_NAMES } from '../settings/settings.ts';
import { hasColor, painter } from '../terminal/paint.ts';
import { printableJson, printableLines } from '../terminal/printable-lines.ts';
import { createReporter } from '../terminal/reporter.ts';
import { wrapWords } from '../terminal/wrap-words.ts';
import { PROGRAM_VERSION } from '../version.ts';
import type { Command, CommandEntry, Option, OptionValues } from './command.ts';
import { commandLine } from './command-line.ts';
import { COMMON } from './common-options.ts';
import { expandGlobs } from './expand-globs.ts';
import { commandHelp, type HelpLayout, programHelp } from './help.ts';
import { interruption } from './interruption.ts';
import { engineChoice } from './options.ts';

/** The outside of the program, so that tests can stand in for it. */
export interface Surroundings {
  readonly argv: readonly string[];
  readonly stdout: (text: string) => void;
  readonly stderr: NodeJS.WritableStream & { isTTY?: boolean; columns?: number };
  /** What stdout is, for the layout of help. @default no terminal */
  readonly terminal?: { readonly isTTY?: boolean; readonly columns?: number };
  readonly signal: AbortSignal;
  /** Asks the person at the keyboard; missing where there is none. */
  readonly ask?: (question: string) => Promise<string>;
}

/** Reads the command line, runs the command and turns whatever happens into an exit code and a message. */
export async function runProgram(
  commands: readonly CommandEntry[],
  { argv, stdout, stderr, signal, ask, terminal = {} }: Surroundings,
): Promise<number> {
  const paint = painter(hasColor(stderr, argv));
  const layout: HelpLayout = {
    width: terminal.isTTY === true ? terminal.columns : undefined,
    paint: painter(hasColor(terminal, argv)),
  };
  try {
    const [name, ...rest] = argv;
    if (name === undefined || name === '--help' || name === '-h' || name === 'help') {
      const about = name === 'help' ? rest.find((arg) => !arg.startsWith('-')) : undefined;
      const entry = about === undefined ? undefined : commandNamed(about, commands);
      stdout(entry ? commandHelp(entry, await entry.load(), layout) : programHelp(commands, layout));
      return name === undefined ? EXIT.usage : EXIT.ok;
    }
    if (name === '--version' || name === '-v') {
      stdout(`${PROGRAM_VERSION}\n`);
      return EXIT.ok;
    }
    const entry = commandNamed(name, commands);
    const command = await entry.load();
    const { options, positionals } = readOptions(name, command, rest);
    if (options.help) {
      stdout(commandHelp(entry, command, layout));
      return EXIT.ok;
    }
    // A wrong name is told before any work, whichever command it is.
    engineChoice(options);
    const json = options.json === true;
    const reporter = createReporter({ stream: stderr, quiet: options.quiet === true, paint });
    const print = (text: string): void => {
      reporter.wipe();
      stdout(`${text}\n`);
    };
    return await command.run({
      options,
      positionals: await expandGlobs(positionals),
      commandLine: commandLine(argv),
      commands,
      signal,
      ...(ask && { ask }),
      reporter,
      print: (text) => json || print(printableLines(text)),
      printJson: (value) => json && print(printableJson(value)),
    });
  } catch (error) {
    if (signal.aborted) {
      stderr.write(interruption(commands, argv));
      return EXIT.interrupted;
    }
    const message = printableLines(describe(error));
    const width = stderr.isTTY === true ? stderr.columns : undefined;
    stderr.write(`\n${paint('error', 'ser:')} ${width === undefined ? message : wrapWords(message, width - 5)}\n`);
    return error instanceof SerError ? error.exitCode : EXIT.failed;
  }
}

function commandNamed(name: string, commands: readonly CommandEntry[]): CommandEntry {
  const entry = commands.find((known) => known.name === name);
  if (entry) return entry;
  const names = commands.map((known) => known.name);
  throw usageError(`There is no command "${name}"${didYouMean(name, names)} Choose from ${names.join(', ')}.`);
}

function readOptions(
  name: string,
  command: Command,
  args: readonly string[],
): { options: OptionValues; positionals: readonly string[] } {
  const options: Readonly<Record<string, Option>> = { ...command.options, ...COMMON };
  try {
    const { values, positionals } = parseArgs({
      args: args.map((arg, i) => (standsAlone(arg, args[i + 1], options) ? `${arg}=` : arg)),
      options: Object.fromEntries(
        Object.entries(options).map(([name, { type, multiple = false }]) => [
          name,
          { type, multiple, ...(name === 'help' && { short: 'h' }) },
        ]),
      ),
      allowPositionals: true,
      strict: true,
    });
    if (positionals.length > 0 && !command.positionals)
      throw usageError(`ser ${name} takes no argument "${positionals[0]}".`);
    return { options: values as OptionValues, positionals };
  } catch (cause) {
    if (cause instanceof SerError) throw cause;
    const known = Object.keys(options).map((name) => `--${name}`);
    const message = (cause as Error).message.split('. ')[0]!;
    const wrong = /^Unknown option '(--?[^']+)'/.exec(message)?.[1];
    const hint = wrong === undefined ? '' : didYouMeanOption(wrong, known, options.set !== undefined);
    throw usageError(`${message}.${hint} ser ${name} knows ${known.join(', ')}.`);
  }
}

/** The option that looks most like a wrong one; where settings are taken, a setting that does. */
function didYouMeanOption(wrong: string, known: readonly string[], takesSettings: boolean): string {
  const options = known.map((name) => name.slice(2));
  const [similar] = nearest(wrong.replace(/^-+/, ''), [...options, ...(takesSettings ? SETTING_NAMES : [])]);
  if (similar === undefined) return '';
  return ` Did you mean ${options.includes(similar) ? `--${similar}` : `--set ${similar}=…`}?`;
}

/** Whether an option whose value may be left out stands without one. */
function standsAlone(arg: string, next: string | undefined, options: Readonly<Record<string, Option>>): boolean {
  if (!arg.startsWith('--') || !options[arg.slice(2)]?.optionalValue) return false;
  return next === undefined || next.startsWith('-');
}

/** What a library says of a full disk, and what this program can do about it. */
function withRoom(error: Error): string {
  for (let cause: unknown = error.cause; cause instanceof Error; cause = cause.cause) {
    const { code } = cause as NodeJS.ErrnoException;
    if ((code === 'ENOSPC' || code === 'EDQUOT') && !error.message.includes('Free some space'))
      return `${error.message} Free some space, or choose another place with --cache and --run; what is done so far is kept.`;
  }
  return error.message;
}

/** Errors of our own libraries carry a code and a message for people; anything else is a defect, and its stack helps. */
function describe(error: unknown): string {
  if (error instanceof SerError) return error.message;
  if (
    error instanceof Error &&
    'code' in error &&
    /^(Ravdess|Corpora|Dsp|Models|Metrics|Files|DemoCorpus)Error$/.test(error.name)
  )
    return withRoom(error);
  // A failure of the file system is the surroundings' fault: what and where, no stack.
  if (error instanceof Error && 'syscall' in error) {
    // A write to an open file does not tell which file.
    const { path = 'a file of the run' } = error as NodeJS.ErrnoException;
    const reason = explainSystemError(error as NodeJS.ErrnoException);
    return reason === error.message ? reason : `Cannot write ${path}: ${reason}`;
  }
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
