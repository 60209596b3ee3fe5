// pnpm tsx packages/metrics/testing/mutants.ts [count per file] > packages/metrics/testing/mutants.md     (some ten minutes)
//
// Do the tests bite? Breaks the sources in small ways, one at a time, in a copy outside the repository, and runs the properties
// against each broken copy; what they let live is then run against all other tests. The mutants of a file are chosen by a fixed
// seed among all that the operators below can make, so that a run can be repeated.
import { execFile } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const perFile = Number(process.argv[2] ?? 5);
const home = fileURLToPath(new URL('../../..', import.meta.url));
/** The files whose behavior the property groups speak of. */
const files = [
  'calibration/bin-edges.ts',
  'calibration/confidence-bins.ts',
  'calibration/expected-calibration-error.ts',
  'curves/average-classes.ts',
  'curves/binary-roc-auc.ts',
  'curves/roc-curve.ts',
  'curves/threshold-counts.ts',
  'input/class-counts.ts',
  'input/confusion-counts.ts',
  'input/encode-labels.ts',
  'intervals/bootstrap-interval.ts',
  'intervals/count-metrics.ts',
  'intervals/metric-evaluator.ts',
  'intervals/resampling-units.ts',
  'intervals/wilson-interval.ts',
  'numeric/format-fixed.ts',
  'numeric/pairwise-sum.ts',
  'probability/brier-score-loss.ts',
  'probability/log-loss.ts',
  'probability/top-k-accuracy-score.ts',
  'report/report-text.ts',
  'scores/accuracy-score.ts',
  'scores/class-scores.ts',
  'scores/kappa-of-counts.ts',
  'scores/margins.ts',
  'scores/matthews-of-counts.ts',
  'scores/mean-recall.ts',
  'scores/nan-average.ts',
  'scores/normalize-counts.ts',
  'significance/compare-models.ts',
  'streams/confusion-accumulator.ts',
];

const swaps = new Map<ts.SyntaxKind, string>([
  [ts.SyntaxKind.PlusToken, '-'],
  [ts.SyntaxKind.MinusToken, '+'],
  [ts.SyntaxKind.AsteriskToken, '/'],
  [ts.SyntaxKind.SlashToken, '*'],
  [ts.SyntaxKind.LessThanToken, '<='],
  [ts.SyntaxKind.LessThanEqualsToken, '<'],
  [ts.SyntaxKind.GreaterThanToken, '>='],
  [ts.SyntaxKind.GreaterThanEqualsToken, '>'],
  [ts.SyntaxKind.EqualsEqualsEqualsToken, '!=='],
  [ts.SyntaxKind.ExclamationEqualsEqualsToken, '==='],
  [ts.SyntaxKind.AmpersandAmpersandToken, '||'],
  [ts.SyntaxKind.BarBarToken, '&&'],
  [ts.SyntaxKind.PlusEqualsToken, '-='],
  [ts.SyntaxKind.PercentToken, '*'],
]);
const words = new Map([
  ['true', 'false'],
  ['false', 'true'],
  ['min', 'max'],
  ['max', 'min'],
  ['0', '1'],
  ['1', '2'],
  ['2', '3'],
  ['0.5', '0.6'],
]);

/** Mutants that no test can find, as they behave the same, by file, original and replacement. */
const equivalent = new Map([
  ['curves/threshold-counts.ts 1 2', 'rates are the same when every item counts twice'],
  ['input/confusion-counts.ts 1 2', 'any negative number says that a label has no position'],
  ['input/encode-labels.ts 1 2', 'only decides between two ways to the same codes'],
  ['input/encode-labels.ts < <=', 'one step further reads undefined, and writes outside the table'],
]);

interface Mutant {
  readonly file: string;
  readonly line: number;
  readonly start: number;
  readonly end: number;
  readonly text: string;
  readonly becomes: string;
}

/** Everything the operators can break in a file: operators, numbers, booleans, minimum and maximum. */
function mutantsOf(file: string, source: string): Mutant[] {
  const tree = ts.createSourceFile(file, source, ts.ScriptTarget.ES2022, true);
  const found: Mutant[] = [];
  const add = (node: ts.Node, becomes: string): void => {
    const start = node.getStart(tree);
    const line = tree.getLineAndCharacterOfPosition(start).line + 1;
    found.push({ file, line, start, end: node.getEnd(), text: node.getText(tree), becomes });
  };
  const visit = (node: ts.Node): void => {
    // Types do nothing at run time, and messages are not what is under test.
    if (
      ts.isTypeNode(node) ||
      ts.isThrowStatement(node) ||
      ts.isTemplateExpression(node) ||
      ts.isImportDeclaration(node)
    )
      return;
    if (ts.isBinaryExpression(node)) {
      const becomes = swaps.get(node.operatorToken.kind);
      if (becomes !== undefined) add(node.operatorToken, becomes);
    }
    const becomes = words.get(node.getText(tree));
    const isWord =
      ts.isNumericLiteral(node) || node.kind === ts.SyntaxKind.TrueKeyword || node.kind === ts.SyntaxKind.FalseKeyword;
    if (becomes !== undefined && (isWord || (ts.isIdentifier(node) && ts.isPropertyAccessExpression(node.parent))))
      add(node, becomes);
    ts.forEachChild(node, visit);
  };
  visit(tree);
  return found;
}

let state = 20180516;
const random = (): number => {
  state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
  return state / 2 ** 32;
};

const copy = mkdtempSync(join(tmpdir(), 'metrics-mutants-'));
const room = join(copy, 'packages/metrics');
mkdirSync(join(copy, 'tools'), { recursive: true });
for (const part of ['src', 'testing', 'golden', 'package.json']) {
  cpSync(join(home, 'packages/metrics', part), join(room, part), { recursive: true });
}
cpSync(join(home, 'tools/parity'), join(copy, 'tools/parity'), { recursive: true });
symlinkSync(join(home, 'node_modules'), join(copy, 'node_modules'));
symlinkSync(join(home, 'packages/metrics/node_modules'), join(room, 'node_modules'));

/** The first test that fails, or undefined when all pass. A run that does not end counts as a failure. */
function firstFailure(filters: readonly string[]): Promise<string | undefined> {
  return new Promise((resolve) => {
    const bin = join(home, 'node_modules/.bin/vitest');
    const options = ['run', '--root', room, '--bail', '1', '--reporter', 'json', ...filters];
    const env = { ...process.env, PROPERTY_RUNS: '50' };
    execFile(bin, options, { env, timeout: 120_000, maxBuffer: 1 << 28 }, (error, stdout) => {
      if (!error) return resolve(undefined);
      try {
        const results = JSON.parse(stdout.slice(stdout.indexOf('{'))) as {
          testResults: { assertionResults: { status: string; fullName: string }[] }[];
        };
        const all = results.testResults.flatMap(({ assertionResults }) => assertionResults);
        resolve(all.find(({ status }) => status === 'failed')?.fullName ?? 'the file does not load');
      } catch {
        resolve('does not end');
      }
    });
  });
}

const others = [
  'src/golden',
  'src/refusals',
  'scores.test',
  'classification-report',
  'probability.test',
  'curves.test',
];
others.push('calibration.test', 'numeric.test', 'intervals.test', 'significance.test', 'streams.test', 'speech.test');

if ((await firstFailure(['src/properties'])) !== undefined)
  throw new Error('The properties fail before anything is broken.');
const rows: string[] = [];
const totals = { property: 0, other: 0, alive: 0 };
for (const file of files) {
  const path = join(room, 'src', file);
  const source = readFileSync(path, 'utf8');
  const all = mutantsOf(file, source);
  const chosen = all.map((mutant) => ({ mutant, key: random() })).sort((a, b) => a.key - b.key);
  for (const { mutant } of chosen.slice(0, perFile).sort((a, b) => a.mutant.start - b.mutant.start)) {
    writeFileSync(path, source.slice(0, mutant.start) + mutant.becomes + source.slice(mutant.end));
    const property = await firstFailure(['src/properties']);
    const other = property === undefined ? await firstFailure(others) : undefined;
    totals[property !== undefined ? 'property' : other !== undefined ? 'other' : 'alive']++;
    const code = source.split('\n')[mutant.line - 1]!.trim().replaceAll('|', '\\|');
    const excuse = equivalent.get(`${file} ${mutant.text} ${mutant.becomes}`);
    const survivor = excuse === undefined ? '**alive**' : `**alive**, and the same program: ${excuse}`;
    const killer = property ?? (other === undefined ? survivor : `(other test) ${other}`);
    const change = `\`${mutant.text}\` → \`${mutant.becomes}\``.replaceAll('|', '\\|');
    rows.push(`| ${file}:${mutant.line} | \`${code}\` | ${change} | ${killer.replaceAll('|', '\\|')} |`);
    console.error(rows.at(-1));
  }
  writeFileSync(path, source);
}
rmSync(copy, { recursive: true });

const { property, other, alive } = totals;
console.log(`# Mutants

Written by \`testing/mutants.ts\`: ${property + other + alive} small breakages, ${property} of them found by the properties alone, ${other} more by the
other tests, ${alive} alive.

| where | line | change | first test to fail |
| --- | --- | --- | --- |
${rows.join('\n')}`);
