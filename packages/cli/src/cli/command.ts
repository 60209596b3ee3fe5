import type { Reporter } from '../terminal/reporter.ts';

/** One option of a command. */
export interface Option {
  readonly type: 'string' | 'boolean';
  /** May be given several times. */
  readonly multiple?: boolean;
  /** The value may be left out: the option alone stands for an empty one. */
  readonly optionalValue?: boolean;
  /** Placeholder of the value in the help: `DIR`. */
  readonly value?: string;
  readonly help: string;
  /** Values that it takes, where they can be listed: shells complete them. */
  readonly choices?: readonly string[];
}

/** The values that were given, by option name. */
export type OptionValues = Readonly<Record<string, string | boolean | readonly string[] | undefined>>;

/** What a command works with, besides its options. */
export interface CommandContext {
  readonly options: OptionValues;
  readonly positionals: readonly string[];
  /** What was typed after `ser`, quoted for a shell. */
  readonly commandLine: string;
  /** Every command of the program. */
  readonly commands: readonly CommandEntry[];
  readonly reporter: Reporter;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
  /** Asks the person at the keyboard; missing where there is none. */
  readonly ask?: (question: string) => Promise<string>;
  /** Results for people; goes to stdout, and nowhere with `--json`. */
  readonly print: (text: string) => void;
  /** The result for programs; goes to stdout with `--json`, and nowhere without. */
  readonly printJson: (value: unknown) => void;
}

/** A command in the program's list; the code behind it is loaded only when it runs. */
export interface CommandEntry {
  readonly name: string;
  /** One sentence. */
  readonly about: string;
  /**
   * Whether the same command goes on where it was stopped, with these arguments: what is done has to lie in files by then.
   *
   * @default no: it begins anew
   */
  readonly resumes?: (args: readonly string[]) => boolean;
  readonly load: () => Promise<Command>;
}

/** What a command takes and does. */
export interface Command {
  /** Name of the positional arguments in the help, where there are any: `FILE…`. */
  readonly positionals?: string;
  /** Words that may stand there, where they can be listed: shells complete them. */
  readonly words?: readonly string[];
  readonly options: Readonly<Record<string, Option>>;
  readonly example: string;
  /** Does the work; returns the exit code. */
  readonly run: (context: CommandContext) => Promise<number>;
}
