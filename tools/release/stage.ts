// tsx tools/release/stage.ts FOLDER: packs what a release uploads, with the repository's address, into FOLDER.
// It writes the address into the checkout's manifests, so it is for a checkout that is thrown away.
import { mkdirSync } from 'node:fs';
import { resolve } from 'node:path';
import { root } from '../checks/workspace.ts';
import { pack } from '../packaging/pack.ts';
import { repositoryUrl, stampRepository } from './repository.ts';

const [folder] = process.argv.slice(2);
if (!folder) throw new Error('Usage: tsx tools/release/stage.ts FOLDER');
const url = repositoryUrl(root);
if (url) stampRepository(root, url);
console.log(
  url ? `repository: ${url}` : 'repository: no address is known here (docs/decisions/0080-one-repository-address.md)',
);
mkdirSync(folder, { recursive: true });
for (const tarball of Object.values(await pack(resolve(folder)))) console.log(tarball);
