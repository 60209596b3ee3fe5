import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';

/** Writes the service worker, which knows every file of the page. */
function offline(): Plugin {
  return {
    name: 'offline',
    apply: 'build',
    async generateBundle(_, bundle) {
      const folder = fileURLToPath(new URL('public', import.meta.url));
      const entries = await readdir(folder, { recursive: true, withFileTypes: true });
      const places = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => `${parentPath}/${name}`);
      const hash = createHash('sha256');
      // The bundle's files have a digest in their names; the page itself and public/ have none.
      const unnamed = [fileURLToPath(new URL('index.html', import.meta.url)), ...places.sort()];
      for (const place of unnamed) hash.update(await readFile(place));
      const own = places.map((place) => place.slice(folder.length + 1).replaceAll('\\', '/'));
      // What computes on graphics processors is not kept: 27 MB that most pages never fetch, and there is another way.
      const bundled = Object.keys(bundle).filter((name) => !/webgpu|asyncify/.test(name));
      const files = ['./', ...bundled, ...own];
      const version = hash.update(files.join('\n')).digest('hex').slice(0, 16);
      const code = await readFile(new URL('service-worker.js', import.meta.url), 'utf8');
      const source = `const version = ${JSON.stringify(version)};\nconst files = ${JSON.stringify(files)};\n${code}`;
      this.emitFile({ type: 'asset', fileName: 'service-worker.js', source });
    },
  };
}

/** Relative addresses, so that the built page works in any folder of any web server. Nothing is inlined: the page's policy forbids it. */
export default defineConfig({
  base: './',
  plugins: [offline()],
  worker: { format: 'es' },
  build: { assetsInlineLimit: 0, modulePreload: { polyfill: false }, chunkSizeWarningLimit: 1500 },
});
