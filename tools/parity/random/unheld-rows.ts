/** What became of the calls of one row. */
export interface Tally {
  /** Calls that both sides answered. */
  calls: number;
  refused: number;
  /** Of `calls`, those that the last bits of their input decide. */
  illConditioned: number;
  /** Of `calls`, those whose difference nothing explains. */
  beyond: number;
  worst: number;
  title: string;
}

/** So many ill-conditioned calls are chance, whatever their share: one call in a hundred is expected to be. */
const chance = 3;

/** Rows that a run does not hold to their tolerance, though no call lies beyond it: none was compared, or too many were excused. */
export function unheldRows(tallies: ReadonlyMap<string, Tally>): string[] {
  return [...tallies].flatMap(([name, { calls, refused, illConditioned }]) => {
    if (calls === 0)
      return [`${name}: no call was compared (${refused} were refused). Raise --calls, or draw other inputs.`];
    const isOften = illConditioned > chance && illConditioned > calls / 10;
    if (!isOften && illConditioned < calls) return [];
    return [`${name}: ${illConditioned} of ${calls} calls are ill-conditioned. Draw inputs that decide the result.`];
  });
}
