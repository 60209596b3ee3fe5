import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { manifest, packages, root } from './workspace.ts';

const run = promisify(execFile);

/** An application somewhere else: the four tarballs, TensorFlow.js (the one required peer) and a compiler. */
let app: string;
/** Files of each tarball, by package. */
const contents = new Map<string, string[]>();
const tarballs = new Map<string, string>();
const manifests = new Map<string, ReturnType<typeof manifest>>();

beforeAll(async () => {
  app = await mkdtemp(join(tmpdir(), 'ser-app-'));
  for (const name of packages) {
    const { stdout } = await pnpm(['pack', '--json', '--pack-destination', app], join(root, 'packages', name));
    const packed = JSON.parse(stdout) as { filename: string; files: { path: string }[] };
    tarballs.set(name, packed.filename);
    manifests.set(name, manifest(`packages/${name}`));
    contents.set(
      name,
      packed.files.map((file) => file.path),
    );
  }
  const { devDependencies: models } = JSON.parse(await readFile(join(root, 'packages/models/package.json'), 'utf8'));
  const { devDependencies: tools } = JSON.parse(await readFile(join(root, 'package.json'), 'utf8'));
  await writeFile(
    join(app, 'package.json'),
    JSON.stringify({
      name: 'app',
      private: true,
      type: 'module',
      dependencies: {
        ...Object.fromEntries([...tarballs].map(([name, file]) => [`@ser/${name}`, `file:${file}`])),
        '@tensorflow/tfjs': models['@tensorflow/tfjs'],
      },
      devDependencies: { typescript: tools.typescript, '@types/node': tools['@types/node'] },
    }),
  );
  // Its own root: this repository's workspace file must not reach it.
  await writeFile(join(app, 'pnpm-workspace.yaml'), 'packages: []\nautoInstallPeers: false\n');
  await pnpm(['install', '--prefer-offline', '--ignore-scripts'], app);
}, 300_000);

afterAll(() => rm(app, { recursive: true, force: true }));

describe.each([...packages])('@ser/%s, packed and installed elsewhere', (name) => {
  test('ships its build, its sources and its licence, and no tests', () => {
    const files = contents.get(name)!;
    expect(files).toEqual(
      expect.arrayContaining([
        'package.json',
        'README.md',
        'LICENSE',
        'dist/index.js',
        'dist/index.d.ts',
        'src/index.ts',
      ]),
    );
    expect(files.filter((file) => /\.(test|bench|fixture)\.|golden\/|testing\/|tsbuildinfo/.test(file))).toEqual([]);
  });

  test('pleases publint', async () => {
    const { messages } = await publint({ pkgDir: join(root, 'packages', name), strict: true, pack: 'pnpm' });
    expect(messages.map((message) => formatMessage(message, manifests.get(name)!))).toEqual([]);
  });

  test('shows every resolver the right types', async () => {
    // Fails with its table on stdout where a way of importing finds no types, or those of another format.
    const cli = join(root, 'node_modules/@arethetypeswrong/cli/dist/index.js');
    await run(process.execPath, [cli, tarballs.get(name)!, '--profile', 'esm-only', '--no-color', '--no-emoji'], {
      cwd: app,
    }).catch((error) => {
      throw new Error(error.stdout || error.message);
    });
  });

  test('is imported and required', async () => {
    const { exports } = JSON.parse(await readFile(join(app, 'node_modules/@ser', name, 'package.json'), 'utf8'));
    for (const subpath of Object.keys(exports).filter((key) => key !== './package.json')) {
      const specifier = `@ser/${name}${subpath.slice(1)}`;
      const count = 'console.log(Object.keys(m).length)';
      const imported = await run(
        process.execPath,
        ['--input-type=module', '-e', `const m = await import('${specifier}'); ${count}`],
        { cwd: app },
      );
      const required = await run(
        process.execPath,
        ['--input-type=commonjs', '-e', `const m = require('${specifier}'); ${count}`],
        { cwd: app },
      );
      expect(Number(imported.stdout)).toBeGreaterThan(0);
      expect(Number(required.stdout)).toBeGreaterThanOrEqual(Number(imported.stdout));
    }
  });

  test.each(['nodenext', 'bundler'])('its types resolve under moduleResolution %s', async (resolution) => {
    const { exports } = JSON.parse(await readFile(join(app, 'node_modules/@ser', name, 'package.json'), 'utf8'));
    const source = Object.keys(exports)
      .filter((key) => key !== './package.json')
      .map(
        (subpath, i) =>
          `import * as m${i} from '@ser/${name}${subpath.slice(1)}';\nexport const n${i}: object = m${i};\n`,
      )
      .join('');
    const folder = join(app, `types-${name}-${resolution}`);
    await mkdir(folder, { recursive: true });
    await writeFile(join(folder, 'uses.ts'), source);
    await writeFile(
      join(folder, 'tsconfig.json'),
      JSON.stringify({
        compilerOptions: {
          module: resolution === 'nodenext' ? 'nodenext' : 'esnext',
          moduleResolution: resolution,
          target: 'es2022',
          lib: ['es2023', 'dom', 'dom.iterable'],
          strict: true,
          noEmit: true,
          types: ['node'],
          skipLibCheck: true,
        },
        files: ['uses.ts'],
      }),
    );
    await run(process.execPath, [join(app, 'node_modules/typescript/bin/tsc'), '-p', folder], { cwd: app }).catch(
      (error) => {
        throw new Error(error.stdout || error.message);
      },
    );
  });
});

test('installs no package with an install script', async () => {
  const store = join(app, 'node_modules/.pnpm');
  const scripts: string[] = [];
  for (const entry of await readdir(store)) {
    const inner = join(store, entry, 'node_modules');
    for (const name of await readdir(inner).catch(() => [])) {
      const folders = name.startsWith('@') ? (await readdir(join(inner, name))).map((n) => join(name, n)) : [name];
      for (const folder of folders) {
        const text = await readFile(join(inner, folder, 'package.json'), 'utf8').catch(() => '{}');
        const { scripts: s = {} } = JSON.parse(text) as { scripts?: Record<string, string> };
        if (s.preinstall ?? s.install ?? s.postinstall) scripts.push(folder);
      }
    }
  }
  // core-js, a dependency of TensorFlow.js, prints a request for donations after its installation and downloads nothing.
  expect([...new Set(scripts)].filter((name) => name !== 'core-js')).toEqual([]);
});

function pnpm(args: string[], cwd: string): Promise<{ stdout: string }> {
  // The very pnpm that runs the tests, when there is one; `npm_execpath` is how package managers pass themselves on.
  const cli = process.env.npm_execpath;
  return cli?.includes('pnpm')
    ? run(process.execPath, [cli, ...args], { cwd, maxBuffer: 1 << 26 })
    : run('npx', ['--yes', 'pnpm@10.34.9', ...args], { cwd, maxBuffer: 1 << 26, shell: process.platform === 'win32' });
}
