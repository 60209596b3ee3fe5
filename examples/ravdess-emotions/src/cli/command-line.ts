/** The arguments as a person would type them in a POSIX shell, so that a command can be copied and run again. */
export function commandLine(args: readonly string[]): string {
  return args.map(quote).join(' ');
}

function quote(arg: string): string {
  return /^[\w@%+=:,./-]+$/.test(arg) ? arg : `'${arg.replaceAll("'", `'\\''`)}'`;
}
