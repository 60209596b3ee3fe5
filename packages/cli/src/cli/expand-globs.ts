import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';

/**
 * The files that patterns such as `*.wav` or `calls/??/*.wav` stand for, in order of name: shells of Windows hand patterns on
 * as they are. What is the name of a file stays, and so does a pattern that nothing fits, to be told of as not there.
 */
export async function expandGlobs(args: readonly string[]): Promise<string[]> {
  const expanded: string[] = [];
  for (const arg of args) {
    const isPattern = /[*?]/.test(arg) && !(await stat(arg).catch(() => undefined));
    const found = isPattern ? await filesOf(arg) : [];
    expanded.push(...(found.length > 0 ? found : [arg]));
  }
  return expanded;
}

async function filesOf(pattern: string): Promise<string[]> {
  const parts = pattern.split(process.platform === 'win32' ? /[\\/]/ : '/');
  const root = parts[0] === '' || /^[A-Za-z]:$/.test(parts[0]!) ? `${parts.shift()}/` : '';
  let found = [root];
  for (const part of parts) {
    if (!/[*?]/.test(part)) {
      found = found.map((dir) => join(dir, part));
      continue;
    }
    const fits = patternOf(part);
    const below = await Promise.all(
      found.map(async (dir) => {
        const names = await readdir(dir === '' ? '.' : dir).catch(() => []);
        // As shells do, `*` passes names over that begin with a dot.
        const fitting = names.filter((name) => fits.test(name) && (part.startsWith('.') || !name.startsWith('.')));
        return fitting.sort().map((name) => join(dir, name));
      }),
    );
    found = below.flat();
  }
  const there = await Promise.all(found.map((path) => stat(path).catch(() => undefined)));
  return found.filter((_, i) => there[i] !== undefined);
}

function patternOf(part: string): RegExp {
  const source = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, process.platform === 'win32' ? 'i' : '');
}
