// Forgets the comparisons of earlier test runs, so that docs/parity.md shows one run only.
import { rmSync } from 'node:fs';
import { recordFolder } from './expect-parity.ts';

rmSync(recordFolder, { recursive: true, force: true });
