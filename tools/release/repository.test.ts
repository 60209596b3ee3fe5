import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { published } from '../checks/workspace.ts';
import { repositoryUrl, stampRepository } from './repository.ts';

let checkout: string;
const write = (file: string, value: object) => writeFileSync(join(checkout, file), JSON.stringify(value));

beforeEach(() => {
  checkout = mkdtempSync(join(tmpdir(), 'ser-repository-'));
  write('package.json', { name: 'ser' });
  for (const name of published) {
    mkdirSync(join(checkout, 'packages', name), { recursive: true });
    write(`packages/${name}/package.json`, {
      name: `@ser/${name}`,
      repository: { type: 'git', directory: `packages/${name}` },
      license: 'MIT',
    });
  }
});
afterEach(() => rmSync(checkout, { recursive: true }));

describe('repositoryUrl', () => {
  test('takes the root setting before the workflow, and nothing from nowhere', () => {
    const workflow = { GITHUB_SERVER_URL: 'https://git.example', GITHUB_REPOSITORY: 'owner/name' };
    expect(repositoryUrl(checkout, {})).toBeUndefined();
    expect(repositoryUrl(checkout, { GITHUB_REPOSITORY: 'owner/name' })).toBeUndefined();
    expect(repositoryUrl(checkout, workflow)).toBe('git+https://git.example/owner/name.git');
    write('package.json', { repository: { type: 'git', url: 'git+https://git.example/other/place.git' } });
    expect(repositoryUrl(checkout, workflow)).toBe('git+https://git.example/other/place.git');
  });
});

describe('stampRepository', () => {
  test('writes one address into every package, each with its own directory, and changes nothing else', () => {
    stampRepository(checkout, 'git+https://git.example/owner/name.git');
    for (const name of published) {
      expect(JSON.parse(readFileSync(join(checkout, 'packages', name, 'package.json'), 'utf8'))).toEqual({
        name: `@ser/${name}`,
        repository: { type: 'git', url: 'git+https://git.example/owner/name.git', directory: `packages/${name}` },
        license: 'MIT',
      });
    }
  });
});
