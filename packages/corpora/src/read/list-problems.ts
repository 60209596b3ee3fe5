import type { CorpusProblem } from '../formats/corpus-format.ts';

/** Problems in a sentence: how many of each kind, with an example of the first. */
export function listProblems(problems: readonly CorpusProblem[]): string {
  if (problems.length === 0) return 'there is none';
  const counts = new Map<string, number>();
  for (const { kind } of problems) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const { name, reason } = problems[0]!;
  return `${[...counts].map(([kind, count]) => `${kind} ${count}`).join(', ')}, such as ${name.slice(-60)}: ${reason.slice(0, 80)}`;
}
