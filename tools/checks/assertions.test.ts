import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

const tests = ['packages', 'examples', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.test.ts') && !/node_modules|dist\b/.test(file))
    .map((file) => join(folder, file)),
);
const text = (file: string): string => readFileSync(join(root, file), 'utf8');

test('no regular expression stands as a value in an expected object, where vitest takes it for an object that fits any text', () => {
  expect(tests.length).toBeGreaterThan(300);
  expect(tests.filter((file) => /\b(message|code|detail|reason): \/[^/*]/.test(text(file)))).toEqual([]);
});

test('who puts another module in the place of one begins anew, and leaves nothing behind: the files of a worker share what they import', () => {
  const own = 'tools/checks/assertions.test.ts';
  const replacing = tests.filter((file) => file !== own && /\bvi\.mock\(/.test(text(file)));
  expect(replacing.length).toBeGreaterThan(2);
  const careless = replacing.filter(
    (file) =>
      !/vi\.hoisted\(\(\) => vi\.resetModules\(\)\)[\s\S]*afterAll\([^)]*\) => \{\s*vi\.resetModules\(\)/.test(
        text(file),
      ),
  );
  expect(careless).toEqual([]);
});
