import { parseArgs } from 'node:util';
import { DspError } from '../../../packages/dsp/src/errors.ts';
import { dspRows } from './dsp-rows.ts';
import { startReference } from './reference.ts';
import type { Draw, RandomRow } from './row.ts';

// Draws calls of public functions with random inputs and options beside the reference libraries, and prints the largest
// difference of each function and every call beyond its tolerance:  pnpm parity:random --seed 1 --calls 2000 [--only mfcc]
const { values } = parseArgs({
  options: {
    seed: { type: 'string', default: '1' },
    calls: { type: 'string', default: '2000' },
    only: { type: 'string' },
  },
});

/** Tables of all packages; a package adds its own. */
const rows: readonly RandomRow[] = [...dspRows].filter(({ name }) => values.only === undefined || name === values.only);

let state = (Number(values.seed) % 2147483646) + 1;
const random: Draw = () => {
  state = (state * 16807) % 2147483647;
  return (state - 1) / 2147483646;
};

interface Tally {
  calls: number;
  refused: number;
  beyond: number;
  worst: number;
  title: string;
}
const tallies = new Map<string, Tally>(
  rows.map(({ name }) => [name, { calls: 0, refused: 0, beyond: 0, worst: 0, title: '' }]),
);
const reference = startReference();
const surprises: string[] = [];

for (let i = 0; i < Number(values.calls); i++) {
  const row = rows[Math.floor(random() * rows.length)]!;
  const tally = tallies.get(row.name)!;
  const drawn = row.draw(random);
  const answer = await reference.ask(drawn);
  let ours: ArrayLike<number> | undefined;
  let refusal = '';
  try {
    ours = drawn.ours();
  } catch (error) {
    if (!DspError.isInstance(error)) throw error;
    refusal = error.message;
  }
  if ('error' in answer || ours === undefined) {
    tally.refused++;
    // Both refuse, or the reason is printed.
    if (!('error' in answer)) surprises.push(`${row.name} ${drawn.title}: we refuse (${refusal.slice(0, 120)})`);
    else if (ours !== undefined)
      surprises.push(`${row.name} ${drawn.title}: the reference refuses (${answer.error.slice(0, 120)})`);
    continue;
  }
  const expected = answer.values;
  const scale = row.measure === 'relative' ? expected.reduce((most, x) => Math.max(most, Math.abs(x)), 0) || 1 : 1;
  let difference = ours.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let n = 0; n < expected.length; n++) {
    const off = Math.abs(ours[n]! - expected[n]!) / scale;
    difference = Math.max(
      difference,
      Number.isNaN(off) && !(Number.isNaN(ours[n]) && Number.isNaN(expected[n]!)) ? Number.POSITIVE_INFINITY : off || 0,
    );
  }
  tally.calls++;
  if (difference > tally.worst) Object.assign(tally, { worst: difference, title: drawn.title });
  if (difference > row.tolerance) {
    tally.beyond++;
    surprises.push(`${row.name} ${drawn.title}: ${difference.toExponential(1)}`);
  }
}
reference.stop();

console.log('| function | calls | refused | beyond | largest difference | of |\n|---|---|---|---|---|---|');
for (const [name, { calls, refused, beyond, worst, title }] of tallies) {
  console.log(`| ${name} | ${calls} | ${refused} | ${beyond} | ${worst.toExponential(1)} | ${title} |`);
}
for (const surprise of surprises.slice(0, 40)) console.log(surprise);
process.exitCode = surprises.length > 0 ? 1 : 0;
