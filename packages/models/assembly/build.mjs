// Compiles the training kernels to WebAssembly and writes them, as base64, into a module that the package bundles.
// They work in the memory of TensorFlow.js' own WebAssembly back end, so they have none and hold no data.
import { writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import asc from 'assemblyscript/asc';

const folder = fileURLToPath(new URL('.', import.meta.url));
const target = fileURLToPath(new URL('../src/accelerators/wasm/wasm-kernels.generated.ts', import.meta.url));

let binary;
const { error, stderr } = await asc.main(
  [
    'index.ts',
    '--baseDir', folder,
    '--outFile', 'kernels.wasm',
    '-O3', '--converge',
    '--enable', 'simd',
    '--runtime', 'stub',
    '--noAssert',
    '--use', 'abort=',
    '--importMemory',
    '--noExportMemory',
    '--initialMemory', '1',
  ],
  {
    writeFile: (name, contents) => {
      if (name.endsWith('.wasm')) binary = contents;
    },
  },
);
if (error || !binary) {
  console.error(stderr.toString());
  throw error ?? new Error('The compiler wrote no module.');
}
writeFileSync(
  target,
  `/** The kernels of \`assembly/\`, compiled: ${binary.length} bytes of WebAssembly as base64. */\n` +
    `export const kernelsBase64: string =\n  '${Buffer.from(binary).toString('base64')}';\n`,
);
