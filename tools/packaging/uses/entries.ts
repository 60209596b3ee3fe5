// Imports and requires every entry point of a package; the arguments are what may be loaded before, a comma, and they.
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const [before, specifiers] = process.argv.slice(2).map((list) => list.split(',').filter(Boolean));
for (const peer of before!) await import(peer);

const globals = Reflect.ownKeys(globalThis).length;
const entries: Record<string, { imported: string[]; required: string[] }> = {};
for (const specifier of specifiers!) {
  const imported = (await import(specifier)) as object;
  const required = require(specifier) as object;
  entries[specifier] = { imported: Object.keys(imported).sort(), required: Object.keys(required).sort() };
}
const addedGlobals = Reflect.ownKeys(globalThis).slice(globals).map(String);
process.stdout.write(`${JSON.stringify({ entries, addedGlobals })}\n`);
