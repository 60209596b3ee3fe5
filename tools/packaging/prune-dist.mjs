// Removes from a package's dist what no source makes any more: the compiler adds and replaces files, and never deletes.
// Takes the compiler's helper off imports whose path is in a variable: no such path is a TypeScript file, and a bundler does not see
// the comments behind it, such as webpackIgnore. Lines stay where source maps have them.
// Runs before every packing, in the package's folder.
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  const source = file.replace(/(\.d\.ts|\.js)(\.map)?$/, '.ts');
  if (source !== file && !existsSync(join('src', source))) rmSync(join('dist', file));
}

const definition = /^var __rewriteRelativeImportExtension = [\s\S]*?^};$/m;
const call = /__rewriteRelativeImportExtension\(((?:\/\*.*?\*\/\s*)*[\w.]+)\)/g;
for (const file of readdirSync('dist', { recursive: true, encoding: 'utf8' })) {
  if (!file.endsWith('.js')) continue;
  const path = join('dist', file);
  const text = readFileSync(path, 'utf8');
  if (!definition.test(text)) continue;
  const bare = text.replace(definition, (lines) => lines.replace(/[^\n]+/g, '')).replace(call, '$1');
  if (bare.includes('__rewriteRelativeImportExtension'))
    throw new Error(`${path} imports by an expression: name it first.`);
  writeFileSync(path, bare);
}
