import { rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { root } from '../checks/workspace.ts';
import { makeProject, PACKAGES } from './project.ts';
import type { Outcome } from './setting.ts';
import { SETTINGS } from './settings.ts';

// pnpm test:settings [--only WORD,WORD] [--write]     (after `pnpm build`; minutes, needs the registry)
// Prints a table setting × package from the packed tarballs; `--write` keeps it in docs/settings.md. Fails where a package does
// not work in a setting, or works where it is known to fail.
const { values } = parseArgs({
  options: { only: { type: 'string', default: '' }, write: { type: 'boolean', default: false } },
});
const wanted = SETTINGS.filter(({ name }) => values.only.split(',').some((word) => name.includes(word)));
const project = await makeProject();
const rows: { readonly name: string; readonly knownToFail: string | undefined; readonly cells: readonly Outcome[] }[] =
  [];
try {
  for (const { name, knownToFail, tries } of wanted) {
    const outcomes = await tries(project);
    const cells = PACKAGES.map((one) => outcomes[one]);
    rows.push({ name, knownToFail, cells });
    console.log(`${name.padEnd(36)} ${cells.map((cell) => (cell === undefined ? 'ok' : 'FAILS').padEnd(8)).join(' ')}`);
    PACKAGES.forEach((one, i) => {
      if (cells[i] !== undefined) console.log(`  ${one}: ${cells[i]}`);
    });
  }
} finally {
  await rm(project.folder, { recursive: true, force: true });
}
const failures = rows.flatMap(({ name, knownToFail, cells }) =>
  PACKAGES.flatMap((one, i) => (cells[i] === undefined ? [] : [{ name, knownToFail, one, why: cells[i] }])),
);
const unexpected = rows.flatMap(({ knownToFail, cells }) =>
  cells.filter((cell) => (cell === undefined) === (knownToFail !== undefined)),
);
if (values.write) await writeFile(join(root, 'docs/settings.md'), page());
console.log(
  `${rows.length} settings × ${PACKAGES.length} packages: ${failures.length === 0 ? 'all work' : `${failures.length} cells fail, ${unexpected.length} are not as they should be`}`,
);
process.exitCode = unexpected.length === 0 ? 0 : 1;

function page(): string {
  const head = ['setting', ...PACKAGES.map((name) => `\`@ser/${name}\``)];
  const lines = rows.map(({ name, cells }) => [
    name,
    ...cells.map((cell) => (cell === undefined ? 'works' : '**fails**')),
  ]);
  const table = [head, head.map(() => '---'), ...lines].map((cells) => `| ${cells.join(' | ')} |`).join('\n');
  const known = rows.flatMap(({ name, knownToFail }) => (knownToFail ? [`- ${name} (known: ${knownToFail})`] : []));
  const surprises = failures
    .filter(({ knownToFail }) => knownToFail === undefined)
    .map(({ name, one, why }) => `- ${name}, \`@ser/${one}\`: ${why.replace(/[<>|]/g, ' ')}`);
  return `# Settings that the packages were tried in

Written by \`pnpm test:settings --write\`, which packs the packages, installs them in a project of its own, and calls a function of each.
Under TypeScript it compiles a program that imports each, with \`strict\` and \`exactOptionalPropertyTypes\`, and gives what comes out to
a Blob, \`fetch\` and \`copyToChannel\`. Applications are built and started; what they are made of stands in
[Next, serverless, Jest, Electron](recipes/next-serverless-jest-electron.md). Node ${process.versions.node}.

${table}

What fails, and is to ([why](decisions/0133-es-modules-alone-with-types-for-old-resolution.md)):

${known.join('\n')}
${surprises.length === 0 ? '' : `\nWhat fails, and is not to:\n\n${surprises.join('\n')}\n`}`;
}
