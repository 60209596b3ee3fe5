import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { beforeEach, describe, expect, test } from 'vitest';
import { versionFiles, versionOf } from '../testing/versions.ts';
import { readFiles, replaceFiles } from './replace-files.ts';
import { sealJson } from './sealed-json.ts';

let folder: string;
let dir: string;
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'files-replace-'));
  dir = join(folder, 'deep', 'model');
  return () => rm(folder, { recursive: true, force: true });
});
const names = ['labels.json', 'weights.bin', 'card.md'];

describe('replaceFiles and readFiles', () => {
  test('put files there, replace them, and leave everything else', async () => {
    await replaceFiles(dir, versionFiles('a'));
    expect(await readdir(dir)).toEqual([...names].sort());
    await writeFile(join(dir, 'notes.txt'), 'mine');
    await mkdir(`${dir}.old`);
    await mkdir(`${dir}.new`);
    await writeFile(join(`${dir}.old`, 'precious'), 'mine');
    await replaceFiles(dir, versionFiles('b'));
    expect(await readdir(dir)).toEqual([...names, 'notes.txt'].sort());
    expect((await readdir(join(folder, 'deep'))).sort()).toEqual(['model', 'model.new', 'model.old']);
    expect(await readFile(join(`${dir}.old`, 'precious'), 'utf8')).toBe('mine');
    const files = await readFiles(dir);
    expect([...files.keys()].sort()).toEqual([...names, 'notes.txt'].sort());
    expect(versionOf(files)).toBe('b');
    expect([...(await readFiles(dir, ['card.md', 'none'])).keys()]).toEqual(['card.md']);
  });

  test('refuse names that lead elsewhere, before anything is written', async () => {
    for (const name of ['../x', 'a/b', '', '..', '.lock', 'a\\b']) {
      await expect(replaceFiles(dir, new Map([[name, new Uint8Array(1)]])), name).rejects.toMatchObject({
        code: 'invalid-option',
      });
    }
    await expect(readFiles(dir)).rejects.toMatchObject({ code: 'file' });
  });

  test('refuse the list of a replacement that names another place, or holds something else', async () => {
    await replaceFiles(dir, versionFiles('a'));
    await mkdir(join(dir, '.incoming'), { recursive: true });
    for (const files of [{ '../../out': 'a'.repeat(64) }, { 'card.md': 3 }, undefined, null, 'x']) {
      await writeFile(join(dir, '.incoming', 'files.json'), sealJson({ files }));
      await expect(readFiles(dir)).rejects.toMatchObject({ code: 'damaged' });
    }
  });

  test('leave the old files where a new one cannot be put', async () => {
    await replaceFiles(dir, versionFiles('a'));
    await writeFile(join(folder, 'file'), '');
    await expect(replaceFiles(join(folder, 'file', 'x'), versionFiles('b'))).rejects.toMatchObject({ code: 'file' });
    await expect(replaceFiles(dir, new Map([[`${'n'.repeat(300)}`, new Uint8Array(1)]]))).rejects.toMatchObject({
      code: 'file',
    });
    expect(versionOf(await readFiles(dir))).toBe('a');
    expect(await readdir(dir)).toEqual([...names].sort());
  });

  test('give every reader one version, while two writers replace it again and again', async () => {
    await replaceFiles(dir, versionFiles('0'));
    let isDone = false;
    const write = async (who: string): Promise<void> => {
      for (let i = 0; i < 15; i++) await replaceFiles(dir, versionFiles(`${who}${i}`));
    };
    const seen = new Set<string>();
    const read = async (): Promise<void> => {
      while (!isDone) seen.add(versionOf(await readFiles(dir)));
    };
    const writing = Promise.all([write('a'), write('b')]).finally(() => {
      isDone = true;
    });
    await Promise.all([writing, read(), read()]);
    // versionOf throws for a mixture.
    expect(seen.size).toBeGreaterThan(5);
    expect(await readdir(dir)).toEqual([...names].sort());
  });

  test('leave one whole version when they are killed at any moment, and the next writer goes on', async () => {
    const child = join(folder, 'child.mjs');
    await build({
      entryPoints: [fileURLToPath(new URL('../testing/replace-child.ts', import.meta.url))],
      outfile: child,
      bundle: true,
      platform: 'node',
      format: 'esm',
      logLevel: 'silent',
    });
    await replaceFiles(dir, versionFiles('0'));
    const [seen, interrupted] = [new Set<string>(), new Set<string>()];
    // The child stops itself at its n-th call of the file system.
    for (let step = 1; ; step++) {
      const running = spawn(process.execPath, [child, dir, `v${step}`, String(step)], { stdio: 'inherit' });
      const signal = await new Promise((resolve) => running.on('close', (_, name) => resolve(name)));
      const version = versionOf(await readFiles(dir));
      expect(['0', `v${step}`]).toContain(version);
      seen.add(version === '0' ? 'old' : 'new');
      if ((await readdir(dir)).includes('.incoming')) interrupted.add(version === '0' ? 'old' : 'new');
      await replaceFiles(dir, versionFiles('0'));
      expect((await readdir(dir)).filter((name) => !name.startsWith('.lock'))).toEqual([...names].sort());
      if (signal === null) break;
      expect(step).toBeLessThan(200);
    }
    expect([...seen].sort()).toEqual(['new', 'old']);
    expect([...interrupted].sort()).toEqual(['new', 'old']);
  }, 120_000);
});
