/** Commands that print what they know. */
const TELLING: ReadonlySet<string | undefined> = new Set([undefined, 'help', 'completion', 'recipes']);
/** Options by which any command tells of itself. */
const ASKING: ReadonlySet<string> = new Set(['--help', '-h', '--version', '-v']);

/** Whether a command line asks for no work, so that no second process is worth its start. */
export function isOverAtOnce(argv: readonly string[]): boolean {
  return TELLING.has(argv[0]) || argv.some((arg) => ASKING.has(arg));
}
