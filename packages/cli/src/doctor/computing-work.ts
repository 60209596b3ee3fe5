import { checkBackends, checkDevices, checkEngines } from './check-computing.ts';
import type { Finding } from './finding.ts';

// The process of check-apart.ts. One after the other: a back end is a state of its library.
const findings: Finding[] = [];
for (const check of [checkBackends, checkEngines, checkDevices]) findings.push(...(await check()));
process.send!(findings, () => process.exit());
