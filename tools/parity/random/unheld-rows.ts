/** What became of the calls of one row. */
export interface Tally {
  /** Calls that both sides answered. */
  calls: number;
  refused: number;
  /** Of `refused`, those of one side alone, where the row says why and nothing is held against what the other answers. */
  excused: number;
  /** Of `calls`, those that the last bits of their input decide. */
  illConditioned: number;
  /** Of `calls`, those whose difference nothing explains. */
  beyond: number;
  worst: number;
  title: string;
}

/** So many calls that are ill-conditioned, or excused, are chance, whatever their share: one call in a hundred is expected to be. */
const chance = 3;

/** Rows that a run does not hold to their tolerance, though no call lies beyond it: none was compared, or too many were excused. */
export function unheldRows(tallies: ReadonlyMap<string, Tally>): string[] {
  return [...tallies].flatMap(([name, { calls, refused, excused, illConditioned }]) => {
    if (calls === 0)
      return [`${name}: no call was compared (${refused} were refused). Raise --calls, or draw other inputs.`];
    const isOften = (count: number, all: number): boolean => count > chance && count > all / 10;
    const complaints: string[] = [];
    if (isOften(illConditioned, calls) || illConditioned === calls)
      complaints.push(
        `${name}: ${illConditioned} of ${calls} calls are ill-conditioned. Draw inputs that decide the result.`,
      );
    if (isOften(excused, calls + excused))
      complaints.push(
        `${name}: ${excused} of ${calls + excused} calls are refused by one side and excused. Draw others, or hold the other side to the reason.`,
      );
    return complaints;
  });
}
