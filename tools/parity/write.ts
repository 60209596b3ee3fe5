// Writes docs/parity.md from the records that the tests of the packages left: `pnpm parity`.
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { type ParityRecord, recordFolder } from './expect-parity.ts';
import { parityPage } from './parity-page.ts';

const records = readdirSync(recordFolder)
  .filter((file) => file.endsWith('.jsonl'))
  .flatMap((file) => readFileSync(join(recordFolder, file), 'utf8').trim().split('\n'))
  .map((line) => JSON.parse(line) as ParityRecord);
const page = fileURLToPath(new URL('../../docs/parity.md', import.meta.url));
writeFileSync(page, parityPage(records));
console.log(`${page}: ${records.length} comparisons`);
