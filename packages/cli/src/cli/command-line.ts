import type { OptionValues } from './command.ts';
import { COMMON } from './common-options.ts';

/** Whose rules a command is quoted by. */
export type Shell = 'posix' | 'cmd' | 'powershell';

/** The shell that the program was most probably started from. */
export function shellAtHand(
  platform: NodeJS.Platform = process.platform,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Shell {
  if (platform !== 'win32') return 'posix';
  // cmd sets its prompt; PowerShell knows none.
  return env.PROMPT === undefined ? 'powershell' : 'cmd';
}

/** The arguments as a person would type them, so that a command can be copied and run again. */
export function commandLine(args: readonly string[], shell: Shell = shellAtHand()): string {
  return args.map((arg) => quote(arg, shell)).join(' ');
}

function quote(arg: string, shell: Shell): string {
  switch (shell) {
    case 'posix':
      return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
    case 'powershell':
      return /^[\w+=:./\\-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", "''")}'`;
    case 'cmd':
      return /^[\w@+:./\\-]+$/.test(arg) ? arg : `"${arg.replaceAll('"', '""')}"`;
  }
}

/**
 * A command to type next, with the options that were given to this one.
 *
 * @param change Options that take the place of those that were given; undefined leaves one out.
 */
export function followUp(command: string, given: OptionValues, change: OptionValues = {}, shell?: Shell): string {
  const values = Object.entries({ ...given, ...change }).filter(([name]) => !Object.hasOwn(COMMON, name));
  return `ser ${commandLine([command, ...values.flatMap(([name, value]) => argsOf(name, value))], shell)}`;
}

function argsOf(name: string, value: OptionValues[string]): string[] {
  if (value === undefined || value === false) return [];
  // Where a value may be left out, none stands for an empty one.
  if (value === true || value === '') return [`--${name}`];
  const values = typeof value === 'string' ? [value] : value;
  return values.flatMap((one) => [`--${name}`, one]);
}
