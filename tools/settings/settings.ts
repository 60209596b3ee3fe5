import { BACKENDS_AND_PLOTS } from './backends-and-plots.ts';
import { DEPLOYED } from './deployed.ts';
import { CALLS, COMPILERS, PACKAGES, type PackageName } from './project.ts';
import { recipeCommand, recipeFiles } from './recipe.ts';
import { each, esm, outcomesOf, type Setting, telling } from './setting.ts';

const cjs = (name: PackageName): string =>
  `const m = require('@ser/${name}');\nif (!(${CALLS[name]})) throw new Error('another value');\n`;

/** How a TypeScript project is set up. */
interface Typing {
  readonly compiler: string;
  readonly options: Readonly<Record<string, unknown>>;
  /** Whether files are CommonJS by their name. */
  readonly isCommonJs?: boolean;
}

/** Compiles a program per package; a message belongs to the package whose program it is in, or whose declarations. */
function typed({ compiler, options, isCommonJs = false }: Typing): Setting['tries'] {
  return async (project) => {
    const folder = `typed/${compiler}-${JSON.stringify(options).replace(/\W+/g, '-')}${isCommonJs ? '-cjs' : ''}`;
    const extension = isCommonJs ? 'cts' : 'mts';
    for (const name of PACKAGES) {
      const uses = name === 'dsp' ? DSP_USES : '';
      await project.write(
        `${folder}/${name}.${extension}`,
        `import * as m from '@ser/${name}';\nexport const value: unknown = m;\n${uses}`,
      );
    }
    const compilerOptions = {
      ...{
        target: 'es2022',
        lib: ['es2022', 'dom', 'dom.iterable'],
        strict: true,
        noEmit: true,
        types: [],
        exactOptionalPropertyTypes: true,
      },
      ...options,
    };
    await project.write(`${folder}/tsconfig.json`, JSON.stringify({ compilerOptions, include: ['*.mts', '*.cts'] }));
    const outcomes = outcomesOf(() => undefined);
    try {
      await project.node([`node_modules/${compiler}/bin/tsc`, '--pretty', 'false', '-p', folder]);
    } catch (error) {
      // TensorFlow.js' own declarations contradict each other, and those of others are not ours to mend.
      const isOurs = (line: string): boolean => /error TS/.test(line) && !/node_modules\/(?!@ser\/)/.test(line);
      const { message } = error as Error;
      // A compiler that did not even start has tried nothing.
      if (!/error TS/.test(message)) return outcomesOf(() => telling(message));
      for (const line of message.split('\n').filter(isOurs)) {
        const own = PACKAGES.find((name) => line.includes(`${name}.${extension}`) || line.includes(`@ser/${name}/`));
        for (const name of own ? [own] : PACKAGES) outcomes[name] ??= telling(line);
      }
    }
    return outcomes;
  };
}

/** What an application does with the arrays that come out. */
const DSP_USES = `
const bytes = m.encodeWav({ channels: [new Float32Array(8)], sampleRate: 16000 });
export const blob = new Blob([bytes]);
export const sent = fetch('/', { method: 'POST', body: bytes });
export function play(buffer: AudioBuffer, unknownMemory: Float32Array, file: Uint8Array): void {
  buffer.copyToChannel(m.resample(unknownMemory, { from: 44100, to: 16000 }), 0);
  buffer.copyToChannel(m.loadWav(file).samples, 0);
  for (const row of m.melSpectrogram(unknownMemory, { sampleRate: 16000 })) buffer.copyToChannel(row, 0);
  postMessage(m.getWindow('hann', 8), { transfer: [m.getWindow('hann', 8).buffer] });
}
export const defaults = m.resample(new Float32Array(8), { from: 2, to: 1, fix: undefined, scale: undefined });
export const picture = new Blob([m.encodePng({ data: new Float32Array(4), shape: [2, 2] })]);
`;

const bundler = { module: 'esnext', moduleResolution: 'bundler' };
const node16 = { module: 'node16', moduleResolution: 'node16' };
const node10 = { module: 'commonjs', moduleResolution: 'node' };

/** Settings that every run of the tests tries: seconds in all, and nothing else does. */
export const CHEAP: readonly Setting[] = [
  {
    name: 'Node, code generation off',
    tries: each(async (name, project) => {
      const script = await project.write(`run/${name}.mjs`, esm(name));
      await project.node(['--disallow-code-generation-from-strings', script]);
    }),
  },
  {
    name: 'esbuild, for browsers',
    tries: each(async (name, project) => {
      const entry = await project.write(`bundled/${name}.mjs`, esm(name));
      const out = `bundled/out-${name}.mjs`;
      await project.node([
        'node_modules/esbuild/bin/esbuild',
        entry,
        '--bundle',
        '--format=esm',
        '--log-level=error',
        `--outfile=${out}`,
      ]);
      await project.node([out]);
    }),
  },
];

/** All of them. */
export const SETTINGS: readonly Setting[] = [
  {
    name: 'Node, import',
    tries: each(async (name, project) => {
      await project.node([await project.write(`run/${name}.mjs`, esm(name))]);
    }),
  },
  {
    name: 'Node, require',
    tries: each(async (name, project) => {
      await project.node([await project.write(`run/${name}.cjs`, cjs(name))]);
      if (name === 'dsp')
        await project.node([await project.write('run/classic.cjs', recipeFiles().get('classic.cjs')!)]);
    }),
  },
  ...CHEAP,
  {
    name: 'webpack, for browsers',
    tries: each(async (name, project) => {
      const entry = await project.write(`bundled/${name}.mjs`, esm(name));
      const script = await project.write(
        `bundled/webpack-${name}.cjs`,
        `require('webpack')({ mode: 'production', target: 'web', context: ${JSON.stringify(project.folder)}, entry: ${JSON.stringify(entry)}, output: { path: ${JSON.stringify(`${project.folder}/bundled/webpack-${name}`)} } }, (error, stats) => {
          const [found] = error ? [error] : stats.toJson({ errors: true, all: false }).errors;
          if (found) { console.error('error: ' + found.message.split('\\n')[0]); process.exit(1); }
        });`,
      );
      await project.node([script]);
    }),
  },
  {
    name: 'Vite (Rollup)',
    tries: each(async (name, project) => {
      await project.write(`vite-${name}/main.mjs`, esm(name));
      await project.write(`vite-${name}/index.html`, '<!doctype html><script type="module" src="./main.mjs"></script>');
      await project.node(['node_modules/vite/bin/vite.js', 'build', `vite-${name}`, '--logLevel', 'error']);
    }),
  },
  {
    name: 'Jest without flags',
    knownToFail: 'it runs CommonJS alone',
    tries: each(async (name, project) => {
      await project.write(
        `jest/${name}.test.js`,
        `const m = require('@ser/${name}');\ntest('works', () => expect(${CALLS[name]}).toBe(true));\n`,
      );
      await project.node([
        'node_modules/jest/bin/jest.js',
        '--rootDir',
        'jest',
        '--modulePaths',
        'node_modules',
        `${name}.test.js`,
      ]);
    }),
  },
  {
    name: 'Jest, --experimental-vm-modules',
    tries: each(async (name, project) => {
      const own = `import * as m from '@ser/${name}';\ntest('works', () => expect(${CALLS[name]}).toBe(true));\n`;
      const folder = `jest-${name}`;
      await project.write(`${folder}/package.json`, '{}');
      await project.write(`${folder}/speech.test.mjs`, name === 'dsp' ? recipeFiles().get('speech.test.mjs')! : own);
      const command = recipeCommand('--experimental-vm-modules');
      await project.node(
        command.map((word) => word.replace(/^node_modules/, '../node_modules')),
        folder,
      );
    }),
  },
  ...DEPLOYED,
  ...BACKENDS_AND_PLOTS,
  ...Object.entries(COMPILERS).map(([compiler, version]) => ({
    name: `TypeScript ${version}, bundler`,
    tries: typed({ compiler, options: bundler }),
  })),
  ...['5.0', '6.0'].flatMap((version): Setting[] => [
    {
      name: `TypeScript ${version}, node16 (ESM)`,
      tries: typed({ compiler: `typescript-${version}`, options: node16 }),
    },
    {
      name: `TypeScript ${version}, node16 (CommonJS)`,
      knownToFail: 'a CommonJS file may not import ES modules there',
      tries: typed({ compiler: `typescript-${version}`, options: node16, isCommonJs: true }),
    },
    {
      name: `TypeScript ${version}, node (node10)`,
      tries: typed({
        compiler: `typescript-${version}`,
        options: { ...node10, ...(version === '6.0' && { ignoreDeprecations: '6.0' }) },
        isCommonJs: true,
      }),
    },
  ]),
];
