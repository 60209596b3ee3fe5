/** The arguments as a person would type them in a POSIX shell, so that a command can be copied and run again. */
export function commandLine(args: readonly string[]): string {
  return args.map(quote).join(' ');
}

function quote(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}

/** A command line as it was typed, for another command: options that it does not know are left out, others take their place. */
export function anotherCommand(
  commandLine: string,
  { command, without = [], add = '' }: { command: string; without?: readonly string[]; add?: string },
): string {
  // A value is a word or quoted; an option without one is followed by another option or by nothing.
  const options = without.map((name) => new RegExp(` --${name}(?:[= ](?:'[^']*'|(?!--)\\S+))?(?= |$)`, 'g'));
  const kept = options.reduce((line, option) => line.replaceAll(option, ''), commandLine.replace(/^\S+/, command));
  return `ser ${kept}${add && ` ${add}`}`;
}
