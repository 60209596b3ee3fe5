import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { root } from './workspace.ts';

test('no regular expression stands as a value in an expected object, where vitest takes it for an object that fits any text', () => {
  const tests = ['packages', 'examples', 'tools'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((file) => file.endsWith('.test.ts') && !/node_modules|dist\b/.test(file))
      .map((file) => join(folder, file)),
  );
  expect(tests.length).toBeGreaterThan(300);
  const found = tests.filter((file) =>
    /\b(message|code|detail|reason): \/[^/*]/.test(readFileSync(join(root, file), 'utf8')),
  );
  expect(found).toEqual([]);
});
