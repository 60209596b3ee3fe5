import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Installed, installedWith } from '../packaging/installed.ts';
import { manifest, published, root } from './workspace.ts';

/** Licenses that let an MIT package depend on them without changing its own terms. */
const permissive = ['MIT', 'ISC', '0BSD', 'BSD-2-Clause', 'BSD-3-Clause', 'Apache-2.0', 'CC0-1.0', 'Unlicense'];

/** Packages whose license has no identifier: what it is, and words of its text that must still be there. */
const readByHand: Record<string, { readonly is: string; readonly file: string; readonly words: readonly string[] }> = {
  h5wasm: {
    is: 'public domain (NIST) around HDF5, whose terms are those of BSD-3-Clause with a notice',
    file: 'LICENSE.txt',
    words: [
      'NIST-developed software is provided by NIST as a public service',
      'Redistribution and use in source and binary',
    ],
  },
};

/**
 * Libraries under the LGPL that an MIT package may use as they are: installed as packages of their own, changed by nobody here,
 * replaceable by their user, and needed by no library of ours but through an optional peer.
 */
const lesser: Record<string, string> = { 'codec-parser': 'LGPL-3.0-or-later' };

/** `MIT OR GPL-2.0` may be taken as MIT; of `MIT AND GPL-2.0` both hold. */
function isPermissive(expression: string): boolean {
  const parts = (text: string, operator: string) => text.replace(/^\((.*)\)$/, '$1').split(` ${operator} `);
  return parts(expression, 'OR').some((choice) => parts(choice, 'AND').every((name) => permissive.includes(name)));
}

function isCompatible({ name, license, folder }: Installed): boolean {
  if (lesser[name] === license) return true;
  const reading = readByHand[name];
  if (!reading) return isPermissive(license);
  const text = readFileSync(join(folder, reading.file), 'utf8');
  return reading.words.every((words) => text.includes(words));
}

const named = ({ name, version, license }: Installed): string => `${name}@${version}: ${license}`;

describe('licenses', () => {
  // Dependencies and every peer that this repository installs, optional ones too: all that a user may come to have.
  test.each([...published])('whatever @ser/%s needs may be used by an MIT package', (name) => {
    const needed = installedWith(join(root, 'packages', name));
    // The package itself, and whatever it needs; one that needs nothing has no more.
    const { dependencies = {} } = manifest(`packages/${name}`) as { dependencies?: object };
    expect(needed.length).toBeGreaterThan(Object.keys(dependencies).length);
    expect(needed.filter((dependency) => !isCompatible(dependency)).map(named)).toEqual([]);
  });

  test('copyleft stays in the demo corpus, which is not published', () => {
    const folders = readdirSync(join(root, 'examples'), { withFileTypes: true }).filter((entry) => entry.isDirectory());
    const copyleft = new Set<string>();
    for (const { name } of folders) {
      expect(manifest(`examples/${name}`).private, `examples/${name} is private`).toBe(true);
      for (const dependency of installedWith(join(root, 'examples', name))) {
        if (!isCompatible(dependency)) copyleft.add(dependency.name);
      }
    }
    expect([...copyleft].sort()).toEqual(['@echogarden/espeak-ng-emscripten', '@ser-examples/demo-corpus']);
    expect(manifest('examples/demo-corpus').license).toBe('GPL-3.0-or-later');
  });

  test('tells compound licenses apart', () => {
    expect(['(MIT OR CC0-1.0)', 'Apache-2.0 AND MIT', 'MIT OR GPL-3.0'].map(isPermissive)).toEqual([true, true, true]);
    expect(['MIT AND GPL-3.0', 'GPL-3.0', 'none', 'SEE LICENSE IN LICENSE.txt'].map(isPermissive)).toEqual([
      false,
      false,
      false,
      false,
    ]);
  });

  test('each package carries the license of the repository', () => {
    const text = readFileSync(join(root, 'LICENSE'), 'utf8');
    for (const name of published) expect(readFileSync(join(root, 'packages', name, 'LICENSE'), 'utf8')).toBe(text);
  });
});
