import { checkBackends, checkDevices, checkEngines } from './check-computing.ts';
import { checkSilero } from './check-silero.ts';
import { findingsOf } from './findings-of.ts';

// The process of check-apart.ts. One after the other: a back end is a state of its library. Each is told as soon as it is known.
const checks = [
  [{ group: 'training (--backend)', isNeeded: true }, checkBackends],
  [{ group: 'embeddings (--engine)' }, checkEngines],
  [{ group: 'ONNX Runtime (--device)' }, checkDevices],
  [{ group: 'speech detector' }, checkSilero],
] as const;
for (const [about, check] of checks) process.send!(await findingsOf(about, check));
process.send!('done', () => process.exit());
