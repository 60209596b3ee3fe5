import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { manifest, published } from '../checks/workspace.ts';
import { pack } from '../packaging/pack.ts';
import { pnpm } from '../packaging/pnpm.ts';

const run = promisify(execFile);

/** The packages of the table; `@ser/files` is below them, and the program is no library. */
export const PACKAGES = ['corpora', 'ravdess', 'dsp', 'models', 'metrics'] as const;
export type PackageName = (typeof PACKAGES)[number];

/** Compilers by the name of their folder. */
export const COMPILERS: Readonly<Record<string, string>> = Object.fromEntries(
  ['5.0', '5.1', '5.2', '5.3', '5.4', '5.5', '5.6', '5.9', '6.0'].map((version) => [`typescript-${version}`, version]),
);

/** Tools of other people that a setting needs, by the versions that were tried. */
const TOOLS = {
  jest: '30.2.0',
  webpack: '5.103.0',
  esbuild: '0.25.12',
  vite: '7.2.4',
  'tfjs-backend-wasm': 'npm:@tensorflow/tfjs-backend-wasm@4.22.0',
  vega: '6.4.0',
  'vega-interpreter': '2.3.2',
  'vega-lite': '6.4.3',
  '@vitejs/plugin-react': '5.1.1',
  react: '19.3.1',
  'react-dom': '19.3.1',
  next: '16.4.6',
  workerd: '1.20261117.1',
  bun: '1.4.5',
  deno: '2.9.6',
  '@types/node': '20.19.43',
};

/** A call to a package that makes it work: the statement's value must be `true`. `m` is the package. */
export const CALLS: Readonly<Record<PackageName, string>> = {
  corpora: 'm.trainTestSplit([1, 2, 3, 4], { testSize: 0.5, seed: 0 }).train.length === 2',
  ravdess: "m.parseFilename('03-01-06-01-02-01-12.wav').emotion === 'fearful'",
  dsp: 'm.melSpectrogram(Float32Array.from({ length: 4096 }, (_, i) => Math.sin(i / 9)), { sampleRate: 16000 }).shape[0] === 128',
  models: "m.trainLinear([[0], [1], [2], [3]], [0, 0, 1, 1], { kind: 'logistic' }).classes === 2",
  metrics: 'm.accuracyScore({ yTrue: [0, 1, 1], yPred: [0, 1, 1] }) === 1',
};

/** A folder outside of this repository that has installed the tarballs as an application does. */
export interface Project {
  readonly folder: string;
  /** Writes a file of it; gives its path. */
  write(name: string, text: string): Promise<string>;
  /** Runs a program of Node in it, or in a folder of it; gives its output, or rejects with it. */
  node(args: readonly string[], inside?: string): Promise<string>;
  /** Runs another program, by its path below `node_modules`. */
  run(program: string, args: readonly string[], inside?: string): Promise<string>;
}

/**
 * A folder as a project, whatever is installed in it.
 *
 * @param patience Milliseconds that a program may take before it is ended.
 */
export function projectIn(folder: string, patience = 300_000): Project {
  const project: Project = {
    folder,
    async write(name, text) {
      const path = join(folder, name);
      await mkdir(dirname(path), { recursive: true });
      await writeFile(path, text);
      return path;
    },
    node: (args, inside) => project.run(process.execPath, args, inside),
    async run(program, args, inside = '.') {
      const { NODE_PATH: _path, NODE_OPTIONS: _options, ...inherited } = process.env;
      const env = { ...inherited, NEXT_TELEMETRY_DISABLED: '1' };
      const path = resolve(folder, 'node_modules', program);
      try {
        const options = { cwd: join(folder, inside), env, maxBuffer: 1 << 26, timeout: patience };
        const { stdout, stderr } = await run(path, [...args], options);
        return stdout + stderr;
      } catch (error) {
        const {
          stdout = '',
          stderr = '',
          message,
          killed,
        } = error as Error & Partial<Record<'stdout' | 'stderr', string>> & { killed?: boolean };
        const late = killed ? `error: ended after ${patience} ms\n` : '';
        throw new Error(`${late}${stdout}${stderr}` || message, { cause: error });
      }
    },
  };
  return project;
}

/** Packs what is built, and installs it with every tool of the table. */
export async function makeProject(): Promise<Project> {
  const folder = await mkdtemp(join(tmpdir(), 'ser-settings-'));
  const tarballs = await pack(folder);
  const tfjs = (manifest('packages/models').devDependencies as Record<string, string>)['@tensorflow/tfjs'] ?? '4.22.0';
  const project = projectIn(folder);
  await project.write(
    'package.json',
    JSON.stringify({
      name: 'settings',
      private: true,
      dependencies: {
        ...Object.fromEntries(PACKAGES.map((name) => [`@ser/${name}`, `file:${tarballs[name]}`])),
        '@tensorflow/tfjs': tfjs,
      },
      devDependencies: {
        ...TOOLS,
        ...Object.fromEntries(
          Object.entries(COMPILERS).map(([name, version]) => [name, `npm:typescript@~${version}.0`]),
        ),
      },
    }),
  );
  const overrides = Object.fromEntries(published.map((name) => [`@ser/${name}`, `file:${tarballs[name]}`]));
  await project.write(
    'pnpm-workspace.yaml',
    JSON.stringify({ nodeLinker: 'hoisted', autoInstallPeers: false, overrides }),
  );
  await pnpm(['install', '--prefer-offline', '--ignore-scripts'], folder);
  return project;
}
