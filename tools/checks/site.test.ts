import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { siteProblems } from '../site/check.ts';
import { groupOrder, sitePages } from '../site/pages.mjs';
import { packages, root } from './workspace.ts';

describe('the documentation site', () => {
  const pages = sitePages(root);

  test('has every page that a reader is meant to read, once, under a heading of its navigation', () => {
    const tracked = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '*.md'], {
      cwd: root,
      encoding: 'utf8',
    })
      .split('\n')
      .filter((path) => path && existsSync(join(root, path)));
    // The front page; the READMEs of packages, which the reference shows; what is for those who change the repository alone; what a model carries.
    const elsewhere = new Set(['README.md', 'AGENTS.md', ...packages.map((name) => `packages/${name}/README.md`)]);
    const meant = tracked.filter(
      (path) =>
        /^[^/]+\.md$|^(docs|packages|examples)\//.test(path) &&
        !elsewhere.has(path) &&
        !/CHANGELOG|\/public\//.test(path),
    );
    expect(pages.map(({ path }) => path).sort()).toEqual(meant.sort());
    expect(groupOrder).toEqual([...new Set(pages.map(({ group }) => group))]);
  });
});

describe('the check of the built site', () => {
  let site: string;
  beforeAll(() => {
    site = mkdtempSync(join(tmpdir(), 'ser-site-'));
    writeFileSync(
      join(site, 'a.html'),
      '<title>A</title><h2 id="here">x</h2><a href="b.html#there">b</a><a href="#here">a</a>',
    );
  });
  afterAll(() => rmSync(site, { recursive: true }));

  test('names links that lead nowhere, places that are not there, and what is loaded from elsewhere', () => {
    writeFileSync(
      join(site, 'b.html'),
      '<a href="c.html">c</a><a href="./">d</a><a href="a.html#there">a</a><script src="https://example.org/x.js"></script><a href="https://example.org">e</a>',
    );
    expect(siteProblems(site).sort()).toEqual([
      'a.html: b.html#there leads to no place in its page.',
      'b.html has no title.',
      'b.html loads https://example.org/x.js from elsewhere.',
      'b.html: a.html#there leads to no place in its page.',
      'b.html: the href ./ leads nowhere.',
      'b.html: the href c.html leads nowhere.',
    ]);
    writeFileSync(join(site, 'b.html'), '<title>B</title><h2 id="there">x</h2><a href="a.html?v=1#here">a</a>');
    expect(siteProblems(site)).toEqual([]);
  });
});
