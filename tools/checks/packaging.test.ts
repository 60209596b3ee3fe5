import { readFileSync } from 'node:fs';
import { copyFile, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, posix } from 'node:path';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { bundleSize } from '../packaging/bundle-size.ts';
import { chromiumPath, launchChromium, mayDoWithoutBrowser } from '../packaging/chromium.ts';
import { type Consumers, compile, createConsumers, runNode } from '../packaging/consumers.ts';
import { entryPoints } from '../packaging/entry-points.ts';
import { installedWith } from '../packaging/installed.ts';
import { findTarballs, pack, type Tarballs } from '../packaging/pack.ts';
import { programs } from '../packaging/programs.ts';
import { serve } from '../packaging/serve.ts';
import { projectIn } from '../settings/project.ts';
import { outcomesOf } from '../settings/setting.ts';
import { CHEAP } from '../settings/settings.ts';
import { manifest, nodeOnly, packages, published, root } from './workspace.ts';

/** A release tests the very tarballs that it is about to publish; everything else packs anew. */
const given = process.env.SER_TARBALLS;

let tarballs: Tarballs;
let packed: string | undefined;
let consumers: Consumers;

beforeAll(async () => {
  packed = given ? undefined : await mkdtemp(join(tmpdir(), 'ser-tarballs-'));
  tarballs = given ? await findTarballs(given) : await pack(packed!);
  consumers = await createConsumers(tarballs);
}, 300_000);

afterAll(async () => {
  for (const folder of [packed, consumers?.root]) if (folder) await rm(folder, { recursive: true, force: true });
});

/** Folder of a package as its tarball was installed: everything below is read from there, nothing from this repository. */
const installed = (name: string): string => join(consumers.root, name, 'node_modules', '@ser', name);
const installedManifest = (name: string) =>
  JSON.parse(readFileSync(join(installed(name), 'package.json'), 'utf8')) as Record<string, unknown> & { name: string };

const addressOf = (name: string) => (installedManifest(name).repository as { url?: string }).url;

async function filesOf(name: string): Promise<string[]> {
  const entries = await readdir(installed(name), { recursive: true, withFileTypes: true });
  return entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(installed(name).length + 1))
    .map((file) => file.replaceAll('\\', '/'))
    .filter((file) => !file.startsWith('node_modules/'));
}

describe.each([...packages])('@ser/%s, packed and installed elsewhere', (name) => {
  test('says in its package.json what it is', () => {
    const packedManifest = installedManifest(name);
    expect(packedManifest).toMatchObject({
      name: `@ser/${name}`,
      license: 'MIT',
      type: 'module',
      sideEffects: false,
      repository: { type: 'git', directory: `packages/${name}` },
      engines: manifest('.').engines,
      publishConfig: { access: 'public' },
    });
    // The address is written by a release, the same into all.
    expect(addressOf(name)).toBe(addressOf('ravdess'));
    expect(packedManifest.description).toMatch(/^[A-Z].{30,}[^.]$/);
    expect((packedManifest.keywords as string[]).length).toBeGreaterThan(4);
    // No private word of the workspace is left, and nothing runs at installation.
    expect(JSON.stringify(packedManifest)).not.toMatch(/workspace:|catalog:|link:|file:/);
    expect(Object.keys((packedManifest.scripts as object | undefined) ?? {})).not.toEqual(
      expect.arrayContaining([expect.stringMatching(/^(pre|post)?install$|^prepare$/)]),
    );
  });

  test('names the types of each entry point first', () => {
    const { exports } = installedManifest(name) as unknown as { exports: Record<string, Record<string, string>> };
    for (const [subpath, target] of Object.entries(exports)) {
      if (subpath !== './package.json') expect([subpath, Object.keys(target)]).toEqual([subpath, ['types', 'default']]);
    }
  });

  test('ships its build, its sources and its license, and no tests', async () => {
    const files = await filesOf(name);
    const required = ['package.json', 'README.md', 'LICENSE', 'dist/index.js', 'dist/index.d.ts', 'src/index.ts'];
    expect(files).toEqual(expect.arrayContaining(required));
    // A release has written the change log; between releases there may be none yet.
    if (given) expect(files).toContain('CHANGELOG.md');
    expect(
      files.filter((file) => /\.(test|bench|fixture)\.|golden\/|testing\/|assembly\/|tsbuildinfo/.test(file)),
    ).toEqual([]);
    expect(
      files.filter((file) => !/^(package\.json|README\.md|LICENSE|CHANGELOG\.md)$|^(dist|src)\//.test(file)),
    ).toEqual([]);
  });

  test('leads "go to definition" to sources that are in the package', async () => {
    const files = new Set(await filesOf(name));
    const maps = [...files].filter((file) => file.endsWith('.map'));
    expect(maps.filter((file) => file.endsWith('.d.ts.map')).length).toBeGreaterThan(10);
    const lost: string[] = [];
    for (const file of maps) {
      const { sources } = JSON.parse(await readFile(join(installed(name), file), 'utf8')) as { sources: string[] };
      lost.push(...sources.filter((source) => !files.has(posix.join(posix.dirname(file), source))));
    }
    expect(lost).toEqual([]);
  });

  test('pleases publint', async () => {
    const bytes = await readFile(tarballs[name]);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const { messages, pkg } = await publint({ strict: true, pack: { tarball } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('shows every resolver the right types', async () => {
    // Fails with its table on stdout where a way of importing finds no types, or those of another format.
    const cli = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    const options = ['--profile', 'esm-only', '--no-color', '--no-emoji'];
    await runNode(process.execPath, [cli, tarballs[name], ...options], consumers.root);
  });

  test('stays within its size budget', async () => {
    const budget = JSON.parse(readFileSync(join(root, 'tools/packaging/size-budget.json'), 'utf8')) as Record<
      string,
      number
    >;
    const entries = entryPoints(installedManifest(name));
    const budgeted = Object.keys(budget).filter((key) => key === `@ser/${name}` || key.startsWith(`@ser/${name}/`));
    expect(entries.map(({ specifier }) => specifier).sort()).toEqual(budgeted.sort());
    for (const entry of entries) {
      const { gzipped } = await bundleSize(installed(name), entry);
      expect(gzipped / 1000, `${entry.specifier}, minified and gzipped, in kB`).toBeLessThan(budget[entry.specifier]!);
    }
  });

  test('brings no install script', () => {
    const scripts = installedWith(installed(name)).flatMap((dependency) =>
      dependency.installScripts.map((script) => `${dependency.name}: ${script}`),
    );
    // core-js, which TensorFlow.js brings, asks for donations after its installation and downloads nothing.
    expect(scripts.filter((script) => !script.startsWith('core-js: '))).toEqual([]);
  });
});

describe('@ser/cli, packed and installed elsewhere', () => {
  /** Runs the program of the installed package in a folder that holds nothing else. */
  const ser = async (...args: string[]): Promise<string> => {
    const folder = await mkdtemp(join(tmpdir(), 'ser-empty-'));
    try {
      return await runNode(process.execPath, [join(installed('cli'), 'dist', 'cli.js'), ...args], folder);
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  };

  test('says in its package.json what it is', () => {
    const own = installedManifest('cli');
    expect(own).toMatchObject({
      license: 'MIT',
      bin: { ser: 'dist/cli.js' },
      repository: { type: 'git', directory: 'packages/cli' },
      engines: manifest('.').engines,
      publishConfig: { access: 'public' },
    });
    expect(addressOf('cli')).toBe(addressOf('ravdess'));
    const { devDependencies: _, ...used } = own;
    expect(JSON.stringify(used)).not.toMatch(/workspace:|catalog:|link:|file:|ser-examples/);
  });

  test('ships its build, its sources and its license, and no tests', async () => {
    const files = await filesOf('cli');
    expect(files).toEqual(expect.arrayContaining(['README.md', 'LICENSE', 'dist/cli.js', 'src/cli.ts']));
    expect(
      files.filter(
        (file) => /\.test\.|^test\/|^testing\//.test(file) || !/^(\w+\.(json|md)|LICENSE|(dist|src)\/.*)$/.test(file),
      ),
    ).toEqual([]);
  });

  test('pleases publint', async () => {
    const bytes = await readFile(tarballs.cli);
    const tarball = bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length);
    const { messages, pkg } = await publint({ strict: true, pack: { tarball } });
    expect(messages.map((message) => formatMessage(message, pkg))).toEqual([]);
  });

  test('brings no script that downloads at installation', () => {
    const scripts = installedWith(installed('cli')).filter(({ installScripts }) => installScripts.length > 0);
    // core-js asks for donations, protobufjs compares version numbers; neither downloads.
    expect(scripts.map(({ name }) => name).filter((name) => !['core-js', 'protobufjs'].includes(name))).toEqual([]);
  });

  test('runs on every Node, tells its version, and says where the demo corpus is', async () => {
    for (const [version, node] of consumers.nodes) {
      const told = await runNode(node, [join(installed('cli'), 'dist', 'cli.js'), '--version'], consumers.root);
      expect(told.trim(), `on Node ${version}`).toBe(installedManifest('cli').version);
    }
    expect(await ser('--help')).toMatch(/Usage: ser COMMAND/);
    expect(await ser('train', '--help')).toContain('--recipe');
    expect(await ser('recipes', 'published')).toContain('"sampleRate": 22050');
    await expect(ser('demo', '--actors', '6')).rejects.toThrow(/license is the GPL.*clone the repository/s);
  });
});

/** What this Node made of each program, for the browser to be compared with. */
const results = new Map<string, unknown>();

test('every TypeScript project compiles under nodenext and bundler', async () => {
  const sources = Object.entries(programs).map(
    ([project, { uses }]) => [project, [...uses, 'entries', 'run']] as const,
  );
  await compile(consumers, Object.fromEntries(sources));
}, 240_000);

describe.each(Object.entries(programs))('a TypeScript project that uses %s', (project, { uses, results: expected }) => {
  test('gives the same results on every Node', async () => {
    const folder = join(consumers.root, project);
    for (const [version, node] of consumers.nodes) {
      const printed = JSON.parse(await runNode(node, ['src/run.js', ...uses], folder)) as Record<string, unknown>;
      expect(printed, `on Node ${version}`).toEqual(expected);
      for (const [use, result] of Object.entries(printed)) {
        if (!results.has(`${project} ${use}`)) results.set(`${project} ${use}`, result);
        expect(result, `${use} on Node ${version}`).toEqual(results.get(`${project} ${use}`));
      }
    }
  }, 240_000);

  test('imports and requires every entry point, which adds no global', async () => {
    const name = project === 'peers' ? 'models' : project;
    const own = JSON.parse(
      readFileSync(join(consumers.root, project, 'node_modules/@ser', name, 'package.json'), 'utf8'),
    );
    const specifiers = entryPoints(own).map(({ specifier }) => specifier);
    const before = name === 'models' ? '@tensorflow/tfjs' : '';
    for (const [version, node] of consumers.nodes) {
      const printed = await runNode(node, ['src/entries.js', before, specifiers.join()], join(consumers.root, project));
      // The one line proves a second thing: nothing was printed by the import.
      const { entries, addedGlobals } = JSON.parse(printed) as {
        entries: Record<string, { imported: string[]; required: string[] }>;
        addedGlobals: string[];
      };
      expect(addedGlobals, `on Node ${version}`).toEqual([]);
      for (const { imported, required } of Object.values(entries)) {
        expect(imported.length).toBeGreaterThan(0);
        expect(required).toEqual(expect.arrayContaining(imported));
      }
    }
  }, 240_000);
});

describe.skipIf(chromiumPath === undefined && mayDoWithoutBrowser)(
  'a page built by Vite (skipped without Chromium)',
  () => {
    test('gives the results of Node in headless Chromium', async () => {
      const folder = join(consumers.root, 'browser');
      await buildPage(folder);
      const server = await serve(join(folder, 'dist'));
      const browser = await launchChromium();
      try {
        const page = await browser.newPage();
        const problems: string[] = [];
        page.on('pageerror', (error) => problems.push(error.message));
        await page.goto(server.address);
        await page.waitForFunction('document.body.dataset.results ?? document.body.dataset.failure', null, {
          timeout: 60_000,
        });
        const { results: text, failure } = (await page.evaluate('({ ...document.body.dataset })')) as Record<
          string,
          string
        >;
        expect({ failure, problems }).toEqual({ failure: undefined, problems: [] });
        for (const [name, result] of Object.entries(JSON.parse(text!) as Record<string, unknown>)) {
          expect(result, name).toEqual(results.get(`${name} ${name}`));
        }
      } finally {
        await browser.close();
        server.close();
      }
    }, 240_000);
  },
);

/** Builds `src/page.ts` with the project's own Vite. */
async function buildPage(folder: string): Promise<void> {
  for (const name of ['page', ...packages.filter((one) => !nodeOnly.has(one))]) {
    await copyFile(join(root, `tools/packaging/uses/${name}.ts`), join(folder, 'src', `${name}.ts`));
  }
  await writeFile(
    join(folder, 'index.html'),
    '<!doctype html><meta charset="utf-8"><title>uses all</title><body><script type="module" src="/src/page.ts"></script></body>\n',
  );
  await runNode(process.execPath, ['node_modules/vite/bin/vite.js', 'build', '--logLevel', 'warn'], folder);
}

test.each(CHEAP.map(({ name, tries }) => [name, tries] as const))(
  'every package works in the setting "%s"',
  async (_name, tries) => {
    expect(await tries(projectIn(join(consumers.root, 'browser')))).toEqual(outcomesOf(() => undefined));
  },
  60_000,
);

test('everything that was installed came from the registry or is one of the tarballs', async () => {
  const lock = await readFile(join(consumers.root, 'pnpm-lock.yaml'), 'utf8');
  const resolutions = [...lock.matchAll(/^ {4}resolution: \{(.*)\}$/gm)].map((match) => match[1]!);
  expect(resolutions.length).toBeGreaterThan(20);
  const others = resolutions.filter((text) => !/^integrity: sha512-[\w+/=]+$/.test(text));
  const files = published.map((name) => posix.basename(tarballs[name].replaceAll('\\', '/')));
  expect(
    others.filter((text) => !files.some((file) => text.includes(`tarball: file:`) && text.includes(file))),
  ).toEqual([]);
});
