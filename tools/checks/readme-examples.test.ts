import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { promisify } from 'node:util';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { exampleModule, fences } from './examples.ts';
import { packages, root } from './workspace.ts';

const run = promisify(execFile);

describe('README examples', () => {
  test.each([...packages])(
    'packages/%s/README.md runs and prints what it says',
    async (name) => {
      const folder = join(root, 'packages', name);
      const blocks = fences(await readFile(join(folder, 'README.md'), 'utf8'));
      expect(blocks.filter((block) => block.runs).length).toBeGreaterThan(0);

      // Below tools/, so that `@ser/*` and the optional peers resolve as they do for an application.
      const scratch = await mkdtemp(join(root, 'tools', '.cache-readme-'));
      try {
        const source = exampleModule(blocks.filter((block) => block.runs));
        const { outputText, diagnostics = [] } = ts.transpileModule(source, {
          compilerOptions: { module: ts.ModuleKind.ESNext, target: ts.ScriptTarget.ES2022 },
          reportDiagnostics: true,
        });
        expect(diagnostics.map((d) => ts.flattenDiagnosticMessageText(d.messageText, '\n'))).toEqual([]);
        // npm packs every file whose name begins with "readme", whatever package.json says: the other name stays out.
        const prepare = join(folder, 'examples.fixture.ts');
        if (existsSync(prepare)) {
          const { default: fixture } = (await import(pathToFileURL(prepare).href)) as {
            default: (folder: string) => Promise<void>;
          };
          await fixture(scratch);
        }
        await writeFile(join(scratch, 'example.mjs'), outputText);
        const { stdout } = await run(process.execPath, ['example.mjs'], { cwd: scratch, maxBuffer: 1 << 26 });
        const claims = stdout.split('\n').filter((line) => line.startsWith('claim '));
        expect(claims.filter((line) => !line.startsWith('claim holds'))).toEqual([]);
        // A block without a single claim proves only that it does not throw; a README must claim something.
        expect(claims.length).toBeGreaterThan(0);
      } finally {
        await rm(scratch, { recursive: true, force: true });
      }
    },
    180_000,
  );

  test.each([...packages])(
    'packages/%s/README.md type-checks',
    async (name) => {
      const blocks = fences(await readFile(join(root, 'packages', name, 'README.md'), 'utf8'));
      const scratch = await mkdtemp(join(root, 'tools', '.cache-types-'));
      try {
        const files: string[] = [];
        const runnable = join(scratch, 'runs.ts');
        await writeFile(
          runnable,
          blocks
            .filter((block) => block.runs)
            .map((block) => block.code)
            .join('\n'),
        );
        files.push(runnable);
        for (const [i, block] of blocks.filter((b) => !b.runs).entries()) {
          const file = join(scratch, `block-${i}.ts`);
          await writeFile(file, `${block.code}\nexport {};\n`);
          files.push(file);
        }
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
    },
    120_000,
  );
});
