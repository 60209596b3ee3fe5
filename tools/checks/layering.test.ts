import { readFileSync } from 'node:fs';
import { relative } from 'node:path';
import { describe, expect, test } from 'vitest';
import { importsOf, manifest, mayImport, nodeOnly, packages, root, sourceFiles } from './workspace.ts';

const isNodeSide = (name: string, file: string): boolean => nodeOnly.has(name) || /[\\/]src[\\/]node[\\/]/.test(file);

describe.each(packages)('@ser/%s', (name) => {
  const isForeign = (specifier: string): boolean =>
    specifier.startsWith('@ser/') && !mayImport[name]?.includes(specifier.split('/').slice(0, 2).join('/'));

  test('imports no package of this repository but those below it, and files from its Node side alone', () => {
    const foreign = sourceFiles(name).flatMap((file) =>
      importsOf(file)
        .filter((specifier) => isForeign(specifier) || (specifier === '@ser/files' && !isNodeSide(name, file)))
        .map((specifier) => `${relative(root, file)} imports ${specifier}`),
    );
    expect(foreign).toEqual([]);
    const { dependencies = {}, peerDependencies = {} } = manifest(`packages/${name}`) as Record<string, object>;
    expect(Object.keys({ ...dependencies, ...peerDependencies }).filter(isForeign)).toEqual([]);
  });

  test('keeps Node built-ins in src/node', () => {
    const leaks = sourceFiles(name)
      .filter((file) => !isNodeSide(name, file))
      .flatMap((file) =>
        importsOf(file)
          .filter((specifier) => specifier.startsWith('node:') || /^\.{1,2}\/(.*\/)?node\//.test(specifier))
          .map((specifier) => `${relative(root, file)} imports ${specifier}`),
      );
    expect(leaks).toEqual([]);
  });

  test('lists its exports by name', () => {
    const stars = sourceFiles(name).filter((file) => /^export \*/m.test(readFileSync(file, 'utf8')));
    expect(stars.map((file) => relative(root, file))).toEqual([]);
  });
});
