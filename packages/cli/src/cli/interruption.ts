import { printableLines } from '../terminal/printable-lines.ts';
import type { CommandEntry } from './command.ts';
import { commandLine } from './command-line.ts';

/** What a person is told whose command was stopped. */
export function interruption(commands: readonly CommandEntry[], argv: readonly string[]): string {
  const [command, ...args] = argv;
  const resumes = commands.find(({ name }) => name === command)?.resumes?.(args) ?? false;
  const promise = resumes ? ' What is done is kept: the same command goes on from here.' : '';
  return `\nInterrupted.${promise}\n  ser ${printableLines(commandLine(argv))}\n`;
}
