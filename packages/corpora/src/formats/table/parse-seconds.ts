/**
 * Seconds from a cell: a number, `m:ss.s`, `h:mm:ss.s`, or the same after `0 days`, as pandas writes durations.
 *
 * @returns NaN where it is none of these, `undefined` where the cell is empty.
 */
export function parseSeconds(cell: string): number | undefined {
  const text = cell.trim();
  if (text === '' || /^(nat|nan|none|null)$/i.test(text)) return undefined;
  const match = /^(?:(\d+) days? )?(?:(\d+):)?(\d+):(\d+(?:\.\d+)?)$/.exec(text);
  if (match === null) return /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i.test(text) ? Number(text) : Number.NaN;
  const [days, hours, minutes, seconds] = match.slice(1).map((part) => Number(part ?? 0)) as [
    number,
    number,
    number,
    number,
  ];
  return ((days * 24 + hours) * 60 + minutes) * 60 + seconds;
}
