import { execFile, spawnSync } from 'node:child_process';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { exampleModule, fences } from './examples.ts';
import { packages, root } from './workspace.ts';

const run = promisify(execFile);

interface Page {
  /** Path below the root. */
  readonly name: string;
  /** Module whose default export makes the files that the page's examples read. */
  readonly fixture: string;
}

/** READMEs of the root and of the packages, and every page of `docs/` that shows code. Each page is one module. */
const pages: Page[] = [
  { name: 'README.md', fixture: 'docs/readme.fixture.ts' },
  // npm packs every file whose name begins with "readme", whatever package.json says: the other name stays out.
  ...packages.map((name) => ({ name: `packages/${name}/README.md`, fixture: `packages/${name}/examples.fixture.ts` })),
  ...readdirSync(join(root, 'docs'), { recursive: true, encoding: 'utf8' })
    .filter((file) => file.endsWith('.md') && !/^api\b/.test(file))
    .map((file) => `docs/${file.replaceAll('\\', '/')}`)
    .filter((name) => fences(readFileSync(join(root, name), 'utf8')).length > 0)
    .sort()
    .map((name) => ({ name, fixture: name.replace(/\.md$/, '.fixture.ts') })),
];

const python = process.env.PYTHON ?? 'python3';
const hasOnnxRuntime = spawnSync(python, ['-c', 'import onnxruntime, numpy']).status === 0;

describe('examples of the documentation', () => {
  test.each(pages)(
    '$name runs and prints what it says',
    async (page) => {
      const blocks = fences(await readFile(join(root, page.name), 'utf8'));
      const claims = await withExamples(page, async (_, stdout) => stdout.filter((line) => line.startsWith('claim ')));
      expect(claims.filter((line) => !line.startsWith('claim holds'))).toEqual([]);
      // A block without a single claim proves only that it does not throw; a page that runs must claim something.
      const mustRun = page.name.endsWith('README.md') || blocks.some((block) => block.runs);
      expect(claims.length > 0).toBe(mustRun);
    },
    180_000,
  );

  test.skipIf(!hasOnnxRuntime).each(pages.filter(({ name }) => pythonBlocks(name).length > 0))(
    '$name runs in Python too (needs Python with onnxruntime; see PYTHON)',
    async (page) => {
      await withExamples(page, async (scratch) => {
        for (const code of pythonBlocks(page.name)) {
          // `print(value)  # => text` claims what is printed.
          const expected = [...code.matchAll(/^print\(.*\) {2}# => (.*)$/gm)].map((match) => match[1]);
          expect(expected.length).toBeGreaterThan(0);
          const { stdout } = await run(python, ['-c', code], { cwd: scratch });
          expect(stdout.trim().split(/\r?\n/)).toEqual(expected);
        }
      });
    },
    180_000,
  );

  test('all of them type-check', async () => {
    const scratch = await mkdtemp(join(root, 'tools', '.cache-types-'));
    try {
      const files: string[] = [];
      for (const { name } of pages) {
        const blocks = fences(await readFile(join(root, name), 'utf8'));
        const joined = blocks.filter((block) => block.runs).map((block) => block.code);
        const alone = blocks.filter((block) => !block.runs).map((block) => block.code);
        for (const [i, code] of [joined.join('\n'), ...alone].entries()) {
          const file = join(scratch, `${name.replace(/\W+/g, '-')}-${i === 0 ? 'runs' : `block-${i}`}.ts`);
          await writeFile(file, `${code}\nexport {};\n`);
          files.push(file);
        }
      }
      // One program for all pages: the libraries are read once.
      const program = ts.createProgram(files, {
        module: ts.ModuleKind.NodeNext,
        target: ts.ScriptTarget.ES2022,
        lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
        types: ['node'],
        typeRoots: [join(root, 'node_modules', '@types')],
        strict: true,
        noEmit: true,
        skipLibCheck: true,
      });
      const problems = ts
        .getPreEmitDiagnostics(program)
        .map(
          (d) =>
            `${d.file ? d.file.fileName.slice(scratch.length) : ''}: ${ts.flattenDiagnosticMessageText(d.messageText, '\n')}`,
        );
      expect(problems).toEqual([]);
    } finally {
      await rm(scratch, { recursive: true, force: true });
    }
  }, 180_000);
});

/** Runs the examples of a page in a folder of their own; the caller sees the folder and the lines that were printed. */
async function withExamples<T>(page: Page, use: (scratch: string, stdout: string[]) => Promise<T>): Promise<T> {
  const blocks = fences(await readFile(join(root, page.name), 'utf8')).filter((block) => block.runs);
  // Below tools/, so that `@ser/*` and the optional peers resolve as they do for an application.
  const scratch = await mkdtemp(join(root, 'tools', '.cache-readme-'));
  try {
    const { outputText, diagnostics = [] } = ts.transpileModule(exampleModule(blocks), {
      compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
      reportDiagnostics: true,
    });
    expect(diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))).toEqual([]);
    const prepare = join(root, page.fixture);
    if (existsSync(prepare)) {
      const { default: fixture } = (await import(pathToFileURL(prepare).href)) as {
        default: (folder: string) => Promise<void>;
      };
      await fixture(scratch);
    }
    await writeFile(join(scratch, 'example.mjs'), outputText);
    const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: scratch, maxBuffer: 1 << 26 });
    return await use(scratch, stdout.split('\n'));
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}

function pythonBlocks(page: string): string[] {
  return [...readFileSync(join(root, page), 'utf8').matchAll(/^```python\n([\s\S]*?)^```/gm)].map((match) => match[1]!);
}
