import { copyFile, mkdir, readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { root } from '../checks/workspace.ts';
import { launchChromium } from '../packaging/chromium.ts';
import { serve } from '../packaging/serve.ts';
import { platformFolder } from './platform-folder.ts';
import { CALLS, PACKAGES, type PackageName, type Project } from './project.ts';
import { recipeCommand, recipeFiles } from './recipe.ts';
import { each, esm, type Outcome, outcomesOf, type Setting, telling } from './setting.ts';
import { visit } from './visit.ts';

// Settings in which an application is built and started: what the recipe page shows, and a call of every package.

const RECORDING = '03-01-01-01-01-01-02.wav';

/** Writes a file of the recipe into a folder that has the recordings it reads. */
async function writeRecipe(project: Project, folder: string, name: string): Promise<void> {
  await mkdir(join(project.folder, folder, 'recordings'), { recursive: true });
  await copyFile(join(root, 'examples/recordings', RECORDING), join(project.folder, folder, 'recordings', RECORDING));
  const text = recipeFiles().get(name);
  if (text === undefined) throw new Error(`The recipe has no file ${name}.`);
  await project.write(`${folder}/${name}`, text);
}

function requireText(printed: string, wanted: RegExp): void {
  if (!wanted.test(printed)) throw new Error(`error: printed ${printed.slice(0, 200)} in place of ${wanted}`);
}

/** What `job.mjs` prints of the recording, 68 frames. */
const JOB = /recordings\/\S+\.wav 20 × 68/;
const FALLS_BACK = /no file for its worker threads/;

/** The program of a platform's package, such as `@oven/bun-linux-x64/bin/bun`. */
async function platformProgram(project: Project, scope: string, path: string): Promise<string> {
  const folders = await readdir(join(project.folder, 'node_modules', scope));
  return join(scope, platformFolder(folders, process.platform, process.arch), path);
}

/** Bundles the program of each package as the recipe does its own; `@ser/dsp` is tried by the recipe's. */
const bundled = (format: 'esm' | 'cjs'): Setting['tries'] =>
  each(async (name, project) => {
    const folder = `single-${format}`;
    const out = `dist/job.${format === 'esm' ? 'mjs' : 'cjs'}`;
    await writeRecipe(project, folder, 'job.mjs');
    if (name !== 'dsp')
      await project.write(
        `${folder}/job.mjs`,
        `import '@ser/${name}/node';\n${esm(name)}`.replace(/^.*metrics\/node.*\n/, ''),
      );
    await project.node(
      ['../node_modules/esbuild/bin/esbuild', ...recipeCommand('esbuild', `--format=${format}`), '--log-level=error'],
      folder,
    );
    const printed = await project.node([out], folder);
    if (name === 'dsp') for (const wanted of [JOB, FALLS_BACK]) requireText(printed, wanted);
  });

const compiled: Setting['tries'] = each(async (name, project) => {
  const folder = `compiled-${name}`;
  await writeRecipe(project, folder, 'job.mjs');
  if (name !== 'dsp') await project.write(`${folder}/job.mjs`, esm(name));
  const bun = await platformProgram(project, '@oven', 'bin/bun');
  await project.run(bun, recipeCommand('bun', '--compile'), folder);
  const printed = await project.run(join(project.folder, folder, 'dist/job'), [], folder);
  if (name === 'dsp') for (const wanted of [JOB, FALLS_BACK]) requireText(printed, wanted);
});

/** Runs the recipe's job, or a call, in another runtime. */
const runtime = (program: (project: Project) => Promise<string>, args: readonly string[]): Setting['tries'] =>
  each(async (name, project) => {
    const folder = 'runtimes';
    await writeRecipe(project, folder, 'job.mjs');
    const script = name === 'dsp' ? 'job.mjs' : `${name}.mjs`;
    if (name !== 'dsp') await project.write(`${folder}/${script}`, esm(name));
    const printed = await project.run(await program(project), [...args, script], folder);
    if (name === 'dsp') requireText(printed, JOB);
  });

const edge: Setting['tries'] = each(async (name, project) => {
  const folder = `edge-${name}`;
  await writeRecipe(project, folder, 'edge.mjs');
  await writeRecipe(project, folder, 'job.mjs');
  const asked = `
    const { encodeWav } = await import('@ser/dsp');
    const body = encodeWav({ channels: [new Float32Array(16000)], sampleRate: 16000 });
    const answer = await (await app.fetch(new Request('http://edge/', { method: 'POST', body }))).json();
    if (String(answer) !== '64,32') throw new Error('error: another answer, ' + answer);`;
  await project.write(
    `${folder}/main.mjs`,
    `${name === 'dsp' ? "import app from './edge.mjs';\n" : ''}import * as m from '@ser/${name}';
export default { async test() { if (!(${CALLS[name]})) throw new Error('error: another value');${name === 'dsp' ? asked : ''} } };\n`,
  );
  await project.node(
    [
      '../node_modules/esbuild/bin/esbuild',
      'main.mjs',
      '--bundle',
      '--format=esm',
      '--outfile=out.mjs',
      '--log-level=error',
    ],
    folder,
  );
  await project.write(
    `${folder}/worker.capnp`,
    `using Workerd = import "/workerd/workerd.capnp";
const config :Workerd.Config = (services = [(name = "main", worker = .app)]);
const app :Workerd.Worker = (modules = [(name = "main", esModule = embed "out.mjs")], compatibilityDate = "2026-01-01");\n`,
  );
  const workerd = await platformProgram(project, '@cloudflare', 'bin/workerd');
  await project.run(workerd, ['test', 'worker.capnp'], folder);
});

/** Builds one application of all packages, starts it, and asks a route of each. */
function next(hasConfig: boolean): Setting['tries'] {
  return async (project) => {
    const folder = hasConfig ? 'next-external' : 'next-plain';
    for (const name of ['app/page.jsx', 'app/api/features/route.js', ...(hasConfig ? ['next.config.mjs'] : [])])
      await writeRecipe(project, folder, name);
    await project.write(
      `${folder}/app/layout.jsx`,
      'export default ({ children }) => <html><body>{children}</body></html>;\n',
    );
    for (const name of PACKAGES) {
      await project.write(
        `${folder}/app/api/${name}/route.js`,
        `import * as m from '@ser/${name}';\nexport const dynamic = 'force-dynamic';\nexport const GET = () => Response.json(${CALLS[name]});\n`,
      );
      await project.write(
        `${folder}/app/${name}/page.jsx`,
        `'use client';\nimport * as m from '@ser/${name}';\nexport default () => <p>{String(${CALLS[name]})}</p>;\n`,
      );
    }
    await project.write(`${folder}/visit.mjs`, visit());
    try {
      await project.node(['../node_modules/next/dist/bin/next', 'build'], folder);
      const { answers, log } = JSON.parse(await project.node(['visit.mjs', ...PACKAGES], folder)) as {
        answers: Record<string, string>;
        log: string;
      };
      const outcomes = outcomesOf((name) =>
        answers[`api/${name}`] === 'true' ? undefined : telling(answers[`api/${name}`]!),
      );
      const answer = JSON.parse(answers['api/features']!) as Record<string, readonly number[]>;
      if (answer[`recordings/${RECORDING}`]?.[0] !== 20) outcomes.dsp = telling(answers['api/features']!);
      if (FALLS_BACK.test(log) === hasConfig)
        outcomes.dsp ??= hasConfig ? 'error: no threads' : 'error: does not say that it has no threads';
      return outcomes;
    } catch (error) {
      return outcomesOf(() => telling((error as Error).message));
    }
  };
}

/** A page of React for every package, built by Vite and opened in Chromium under a policy that lets only its own files in. */
const react: Setting['tries'] = async (project) => {
  const entries = PACKAGES.map((name) => `import * as ${name} from '@ser/${name}';`).join('\n');
  const values = PACKAGES.map((name) => `${name}: (m) => ${CALLS[name]},`).join('\n');
  const given = PACKAGES.join(', ');
  await project.write(
    'react/index.html',
    '<!doctype html><div id="app"></div><script type="module" src="./main.jsx"></script>',
  );
  await project.write(
    'react/main.jsx',
    `import { createRoot } from 'react-dom/client';
${entries}
const packages = { ${given} };
const calls = { ${values} };
function Cell({ name }) {
  let text;
  try { text = String(calls[name](packages[name])); } catch (error) { text = 'error: ' + error.message; }
  return <p id={name}>{text}</p>;
}
createRoot(document.getElementById('app')).render(<>{Object.keys(calls).map((name) => <Cell key={name} name={name} />)}</>);\n`,
  );
  await project.write(
    'react/vite.config.mjs',
    "import react from '@vitejs/plugin-react';\nexport default { plugins: [react()] };\n",
  );
  try {
    await project.node(['../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], 'react');
  } catch (error) {
    return outcomesOf(() => telling((error as Error).message));
  }
  const server = await serve(join(project.folder, 'react/dist'), { 'content-security-policy': "default-src 'self'" });
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(server.address);
    const cells = new Map<PackageName, Outcome>();
    for (const name of PACKAGES) {
      const text = await page.locator(`#${name}`).textContent({ timeout: 30_000 });
      cells.set(name, text === 'true' ? undefined : telling(text ?? 'nothing'));
    }
    return outcomesOf((name) => cells.get(name));
  } finally {
    await browser.close();
    server.close();
  }
};

/** Settings of applications. */
export const DEPLOYED: readonly Setting[] = [
  { name: 'React and Vite, in Chromium, own files only', tries: react },
  { name: 'Next, a page and a route', tries: next(false) },
  { name: 'Next, serverExternalPackages', tries: next(true) },
  { name: 'one file by esbuild, ES module', tries: bundled('esm') },
  { name: 'one file by esbuild, CommonJS', tries: bundled('cjs') },
  { name: 'workerd', tries: edge },
  { name: 'Bun', tries: runtime((project) => platformProgram(project, '@oven', 'bin/bun'), []) },
  { name: 'bun build --compile', tries: compiled },
  { name: 'Deno', tries: runtime((project) => platformProgram(project, '@deno', 'deno'), ['run', '--allow-all']) },
];
