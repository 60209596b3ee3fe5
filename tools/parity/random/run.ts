import { parseArgs } from 'node:util';
import { type Answer, startReference } from './reference.ts';
import type { Draw, DrawnCall, RandomRow } from './row.ts';
import { allRows } from './rows.ts';
import { type Tally, unheldRows } from './unheld-rows.ts';

// pnpm parity:random --seed 1 --calls 2000 [--only mfcc]
//
// Draws calls of public functions with random inputs and options beside the reference libraries. It prints the largest difference of
// each function, every call beyond its tolerance for which its row states no reason, and rows of which too little was compared.
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    calls: { type: 'string', default: '2000' },
    only: { type: 'string' },
  },
});

/** Tables of all packages; a package adds its own. */
const rows: readonly RandomRow[] = allRows.filter(
  ({ name }) => values.only === undefined || values.only.split(',').includes(name),
);

let state = (Number(values.seed) % 2147483646) + 1;
const random: Draw = () => {
  state = (state * 16807) % 2147483647;
  return (state - 1) / 2147483646;
};

const none = { calls: 0, refused: 0, excused: 0, illConditioned: 0, beyond: 0, worst: 0, title: '' };
const tallies = new Map<string, Tally>(rows.map(({ name }) => [name, { ...none }]));
const reference = startReference();
const surprises: string[] = [];

/** A change of an input's last bits may move a result by this much less than rounding does, which happens at every step. */
const roundings = 100;

/** The largest difference: infinite for lengths that differ, or NaN on one side alone. */
function differenceOf(ours: ArrayLike<number>, expected: ArrayLike<number>): number {
  if (ours.length !== expected.length) return Number.POSITIVE_INFINITY;
  let difference = 0;
  for (let n = 0; n < expected.length; n++) {
    if (ours[n] === expected[n] || (Number.isNaN(ours[n]) && Number.isNaN(expected[n]))) continue;
    const off = Math.abs(ours[n]! - expected[n]!);
    difference = Math.max(difference, Number.isNaN(off) ? Number.POSITIVE_INFINITY : off);
  }
  return difference;
}

/** What lies nearest to our values between bounds, the least values and then the greatest. */
function nearestBetween(bounds: Float64Array, ours: ArrayLike<number>): Float64Array {
  return Float64Array.from(ours, (value, n) => Math.max(bounds[n]!, Math.min(bounds[ours.length + n]!, value)));
}

/** Calls that were given to the reference and not yet compared: it computes while we do. */
const waiting: { readonly row: RandomRow; readonly drawn: DrawnCall; readonly answer: Promise<Answer> }[] = [];
const ahead = 32;
let left = Number(values.calls);

for (;;) {
  while (left > 0 && waiting.length < ahead) {
    const row = rows[Math.floor(random() * rows.length)]!;
    const drawn = row.draw(random);
    waiting.push({ row, drawn, answer: reference.ask(drawn) });
    left--;
  }
  const next = waiting.shift();
  if (!next) break;
  const { row, drawn } = next;
  const tally = tallies.get(row.name)!;
  let ours: ArrayLike<number> | undefined;
  let refusal = '';
  try {
    ours = await drawn.ours();
  } catch (error) {
    // Errors of the packages have a code; others are ours to mend.
    if (typeof (error as { code?: unknown }).code !== 'string') throw error;
    refusal = (error as Error).message;
  }
  const answer = await next.answer;
  if ('error' in answer || ours === undefined) {
    tally.refused++;
    const message = 'error' in answer ? answer.error : refusal;
    const other = 'error' in answer ? ours : answer.values;
    // Both refuse, or the row says why one does, or it is printed.
    if (other === undefined) continue;
    const rule = row.refusals?.find((known) => known.message.test(message));
    if (rule && !rule.holds) tally.excused++;
    if (rule && (rule.holds?.(other) ?? true)) continue;
    const who = 'error' in answer ? 'the reference refuses' : 'we refuse';
    surprises.push(`${row.name} ${drawn.title}: ${who} (${message.slice(0, 120)})`);
    continue;
  }
  const expected = answer.values;
  const largest = expected.reduce((most, x) => Math.max(most, Number.isFinite(x) ? Math.abs(x) : 0), 0);
  const scale = row.measure === 'absolute' ? 1 : Math.max(drawn.scale ?? 0, largest) || 1;
  const areBounds = drawn.mayBeBounds === true && expected.length === 2 * ours.length;
  const difference = differenceOf(ours, areBounds ? nearestBetween(expected, ours) : expected) / scale;
  tally.calls++;
  if (difference > row.tolerance) {
    if (drawn.nudged && differenceOf(await drawn.nudged(), ours) * roundings >= difference * scale) {
      tally.illConditioned++;
      continue;
    }
    tally.beyond++;
    surprises.push(`${row.name} ${drawn.title}: ${difference.toExponential(1)}`);
  }
  if (difference > tally.worst) Object.assign(tally, { worst: difference, title: drawn.title });
}
reference.stop();

console.log(
  '| function | calls | refused | ill-conditioned | beyond | largest difference | of |\n|---|---|---|---|---|---|---|',
);
for (const [name, { calls, refused, illConditioned, beyond, worst, title }] of tallies) {
  const numbers = [calls, refused, illConditioned, beyond, worst.toExponential(1)].join(' | ');
  console.log(`| ${name} | ${numbers} | ${title} |`);
}
const complaints = [...unheldRows(tallies), ...surprises];
for (const complaint of complaints.slice(0, 40)) console.log(complaint);
process.exitCode = complaints.length > 0 ? 1 : 0;
