import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { inFolder, QUICK } from './quick.ts';
import { wholeRuns } from './whole-runs.ts';

// pnpm drills [--kills 12] [--seed 1] [--only WORD,WORD]     (after `pnpm build`; some minutes)
// Prints a line per drill; fails where one did harm.
const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '12' },
    seed: { type: 'string', default: '1' },
    only: { type: 'string', default: '' },
  },
});
const home = await mkdtemp(join(tmpdir(), 'ser-drills-'));
const [kills, seed] = [Number(values.kills), Number(values.seed)];
const [first, ...others] = wholeRuns({ kills, seed, home });
const quick = Object.entries(QUICK).map(([name, drill]) => [name, () => inFolder(drill)] as const);
const wanted = (list: readonly (readonly [string, () => Promise<string>])[]) =>
  list.filter(([name]) => values.only.split(',').some((word) => name.includes(word)));
const long = wanted(others);
// What the long ones begin from is made where one of them is wanted.
const drills = [...wanted(quick), ...(long.length > 0 ? [first!, ...long] : [])];

let failures = 0;
try {
  for (const [name, drill] of drills) {
    const start = performance.now();
    const seconds = (): string => `${((performance.now() - start) / 1000).toFixed(0)} s`;
    try {
      const outcome = await drill();
      console.log(`ok      ${name}: ${outcome} (${seconds()})`);
    } catch (error) {
      failures++;
      console.log(`FAILED  ${name}: ${error instanceof Error ? error.message : error} (${seconds()})`);
      if (drill === first![1]) break;
    }
  }
} finally {
  await rm(home, { recursive: true, force: true });
}
console.log(`${drills.length} drills, seed ${seed}: ${failures === 0 ? 'all green' : `${failures} FAILED`}`);
process.exitCode = failures === 0 ? 0 : 1;
