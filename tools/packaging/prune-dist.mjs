// Removes from a package's dist what no source makes any more: the compiler adds and replaces files, and never deletes.
// Runs before every packing, in the package's folder.
import { existsSync, readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';

for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  const source = file.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
  if (source !== file && !existsSync(join('src', source))) rmSync(join('dist', file));
}
