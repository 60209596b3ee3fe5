import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks/workspace.ts';
import { namesPage, readExports } from './names-page.ts';

// pnpm tsx tools/names/write.ts: writes docs/names.md from the names of the Python libraries and what the packages export.
await writeFile(join(root, 'docs/names.md'), namesPage(await readExports()));
