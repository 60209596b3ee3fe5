import { cp, readdir, readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { root } from '../checks/workspace.ts';
import { launchChromium } from '../packaging/chromium.ts';
import { serve } from '../packaging/serve.ts';
import { CALLS, PACKAGES, type Project } from './project.ts';
import { type Outcomes, outcomesOf, type Setting, telling } from './setting.ts';

/** Own files alone, and WebAssembly, which a back end is made of. */
const POLICY = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'";

/** Lines of the recipe for browsers. */
async function recipe(): Promise<{ readonly selects: string; readonly plots: string }> {
  const page = await readFile(join(root, 'docs/recipes/browser.md'), 'utf8');
  const [selects] = /await selectBackend\('wasm', \{[\s\S]*?\n\}\);/.exec(page) ?? [];
  const [, plots] = /^```js plot\.js\n([\s\S]*?)^```/m.exec(page) ?? [];
  if (!selects || !plots)
    throw new Error('docs/recipes/browser.md has no lines that select wasm, or none that draw a plot.');
  return { selects, plots };
}

/** A page that shows a cell for each package: what each calls, and of two of them what the recipe has. */
async function write(project: Project): Promise<void> {
  const { selects, plots } = await recipe();
  const cells = PACKAGES.map((name) => `<p id="${name}"></p>`).join('');
  await project.write(
    'page/index.html',
    `<!doctype html>${cells}<div id="plot"></div><script type="module" src="./main.js"></script>`,
  );
  await project.write('page/plot.js', plots);
  await project.write(
    'page/main.js',
    `${PACKAGES.map((name) => `import * as ${name} from '@ser/${name}';`).join('\n')}
import { createHead, predict, selectBackend } from '@ser/models';
const refusal = (promise) => promise.then(() => 'no refusal', (error) => error.message);
const tries = {
  ${PACKAGES.map((name) => `${name}: (m) => ${CALLS[name]},`).join('\n  ')}
  models: async () => {
    for (const name of ['wasm', 'auto']) {
      const message = await refusal(selectBackend(name));
      if (!message.includes("a bundler must see the import: selectBackend(…, { importPackage")) throw new Error(name + ' advises: ' + message);
    }
    ${selects}
    const head = () => createHead({ inputDim: 2, units: [3], classes: 2, seed: 1 });
    const sums = [await predict(head(), Float32Array.of(1, 2), { sampleShape: [2] })];
    const importPackage = (name) => ({ '@tensorflow/tfjs-backend-wasm': () => import('@tensorflow/tfjs-backend-wasm') })[name]?.();
    const { name } = await selectBackend('auto', { importPackage, wasmPath: '/wasm/' });
    if (name !== 'wasm') throw new Error('auto took ' + name);
    await selectBackend('cpu');
    sums.push(await predict(head(), Float32Array.of(1, 2), { sampleShape: [2] }));
    return sums[0].length === 2 && Math.abs(sums[0][0] - sums[1][0]) < 1e-6;
  },
  metrics: async () => {
    await import('./plot.js');
    return document.querySelectorAll('#plot svg text').length > 3;
  },
};
const packages = { ${PACKAGES.join(', ')} };
for (const [name, tryIt] of Object.entries(tries)) {
  let text;
  try { text = String(await tryIt(packages[name])); } catch (error) { text = 'error: ' + error.message; }
  document.getElementById(name).textContent = text;
}
`,
  );
  await project.write(
    'page/vite.config.mjs',
    `// The package has another name here, so that it is missing where other settings look for it.
export default {
  build: { target: 'es2022' },
  resolve: { alias: { '@tensorflow/tfjs-backend-wasm': 'tfjs-backend-wasm' } },
};
`,
  );
  const folder = join(project.folder, 'node_modules/tfjs-backend-wasm/dist');
  for (const name of await readdir(folder)) {
    if (name.endsWith('.wasm')) await cp(join(folder, name), join(project.folder, 'page/public/wasm', name));
  }
}

/** What the cells of a page say, once all have a text. */
async function read(address: string): Promise<Outcomes> {
  const browser = await launchChromium();
  try {
    const page = await browser.newPage();
    await page.goto(address);
    const texts = await Promise.all(
      PACKAGES.map(async (name) => {
        const cell = page.locator(`#${name}`, { hasText: /./ });
        return [name, (await cell.textContent({ timeout: 60_000 })) ?? 'nothing'] as const;
      }),
    );
    const told = new Map<string, string>(texts);
    return outcomesOf((name) => (told.get(name) === 'true' ? undefined : telling(told.get(name)!)));
  } finally {
    await browser.close();
  }
}

const failed = (error: unknown): Outcomes => outcomesOf(() => telling((error as Error).message));

/** What Vite built, under a policy. */
const built: Setting['tries'] = async (project) => {
  try {
    await write(project);
    await project.node(['../node_modules/vite/bin/vite.js', 'build', '--logLevel', 'error'], 'page');
  } catch (error) {
    return failed(error);
  }
  const server = await serve(join(project.folder, 'page/dist'), { 'content-security-policy': POLICY });
  try {
    return await read(server.address);
  } finally {
    server.close();
  }
};

interface DevServer {
  listen(): Promise<unknown>;
  close(): Promise<void>;
  readonly resolvedUrls: { readonly local: readonly string[] } | null;
}

/** What Vite's server for development gives. */
const developed: Setting['tries'] = async (project) => {
  let server: DevServer | undefined;
  try {
    await write(project);
    const entry = createRequire(join(project.folder, 'package.json')).resolve('vite');
    const vite = (await import(pathToFileURL(entry).href)) as { createServer(options: object): Promise<DevServer> };
    server = await vite.createServer({
      root: join(project.folder, 'page'),
      configFile: join(project.folder, 'page/vite.config.mjs'),
      logLevel: 'error',
      server: { port: 0, host: '127.0.0.1' },
    });
    await server.listen();
    return await read(server.resolvedUrls!.local[0]!);
  } catch (error) {
    return failed(error);
  } finally {
    await server?.close();
  }
};

/** Pages that compute on WebAssembly and draw. */
export const BACKENDS_AND_PLOTS: readonly Setting[] = [
  { name: 'Vite, back ends and plots, own files only', tries: built },
  { name: 'Vite for development, back ends and plots', tries: developed },
];
