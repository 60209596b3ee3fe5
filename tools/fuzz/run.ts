import { parseArgs } from 'node:util';
import { fuzz, isBad } from './fuzz.ts';
import { targets } from './targets.ts';

// pnpm fuzz [--seconds 60 | --inputs 500000] [--seed 1] [--target hdf5]: in all, shared out evenly. Prints a table; fails where a parser hangs,
// grows beyond 1 GB, throws what is no error of its package, gives numbers that are none, or reads good files wrongly afterwards.
const { values } = parseArgs({
  options: {
    seconds: { type: 'string' },
    inputs: { type: 'string' },
    seed: { type: 'string', default: '1' },
    target: { type: 'string', multiple: true, default: Object.keys(targets) },
  },
});

const share = (text: string | undefined): number | undefined =>
  text === undefined ? undefined : Number(text) / values.target.length;
const limits =
  values.inputs === undefined
    ? { seconds: share(values.seconds ?? '60') }
    : { inputs: Math.ceil(share(values.inputs)!) };
let [cases, isFine] = [0, true];
console.log(
  'parser                      inputs  accepted  refused  hangs  untyped  NaN  slowest  peak so far  good files',
);
for await (const result of fuzz(values.target, Number(values.seed), limits)) {
  const { target } = result;
  cases += result.cases;
  const cells = [result.cases, result.accepted, result.refused, result.hangs.length, result.untyped.length];
  console.log(
    target.padEnd(26),
    ...cells.map((cell, i) => String(cell).padStart([7, 9, 8, 6, 8][i]!)),
    String(result.notNumbers.length).padStart(4),
    `${Math.round(result.slowest)} ms`.padStart(8),
    `${Math.round(result.peak / 1e6)} MB`.padStart(12),
    result.isSound ? '  read as before' : '  READ OTHERWISE',
  );
  if (!isBad(result)) continue;
  isFine = false;
  for (const hang of result.hangs) console.log(`  hung or ended at mutation ${hang}`);
  for (const number of result.notNumbers.slice(0, 3)) console.log(`  numbers that are none at mutation ${number}`);
  for (const error of result.untyped.slice(0, 5)) console.log(`  ${error.replaceAll('\n', '\n    ')}`);
}
console.log(`${cases} inputs, seed ${values.seed}: ${isFine ? 'nothing found' : 'FOUND SOMETHING'}`);
process.exitCode = isFine ? 0 : 1;
