import ts from 'typescript';

/** One ```ts block of a Markdown page. */
export interface Fence {
  readonly code: string;
  /** False for a block marked ```ts no-run, which is type-checked only. */
  readonly runs: boolean;
}

/** The TypeScript blocks of a Markdown page, in order. */
export function fences(markdown: string): Fence[] {
  return [...markdown.matchAll(/^```ts([^\n]*)\n([\s\S]*?)^```/gm)].map((match) => ({
    code: match[2]!,
    runs: !match[1]!.includes('no-run'),
  }));
}

/**
 * Joins blocks into one module in which every `expression; // => value` is checked.
 *
 * Each claim prints one line: `claim holds: …` or `claim FAILS: …` with both values. A statement of the form
 * `const name = expression; // => value` claims the value of `name`.
 */
export function exampleModule(blocks: readonly Fence[]): string {
  const source = blocks.map((block) => block.code).join('\n');
  const file = ts.createSourceFile('example.ts', source, ts.ScriptTarget.ES2022, true);
  const imports: string[] = [];
  const body: string[] = [];
  for (const statement of file.statements) {
    const text = statement.getText(file);
    if (ts.isImportDeclaration(statement)) {
      imports.push(text);
      continue;
    }
    body.push(checked(statement, text, claimAfter(source, statement.end)));
  }
  return `${imports.join('\n')}\n${harness}\n${body.join('\n')}\n`;
}

function claimAfter(source: string, end: number): string | undefined {
  const rest = source.slice(end, source.indexOf('\n', end) + 1 || undefined);
  return /^\s*\/\/ => (.*\S)\s*$/.exec(rest)?.[1];
}

function checked(statement: ts.Statement, text: string, claim: string | undefined): string {
  if (claim === undefined) return text;
  const label = JSON.stringify(text);
  if (ts.isExpressionStatement(statement)) {
    // `console.log(value); // => value` claims what is logged.
    const call = statement.expression;
    const logged =
      ts.isCallExpression(call) && call.expression.getText() === 'console.log' ? call.arguments[0] : undefined;
    return `$claim(${label}, (${(logged ?? statement.expression).getText()}), ${JSON.stringify(claim)});`;
  }
  if (ts.isVariableStatement(statement)) {
    const name = statement.declarationList.declarations.at(-1)!.name.getText();
    return `${text}\n$claim(${label}, ${name}, ${JSON.stringify(claim)});`;
  }
  return text;
}

/** Runs inside the example: compares a value with what the comment says, numbers to the digits that are printed. */
const harness = String.raw`
import { inspect as $inspect } from 'node:util';
function $plain(value) {
  if (typeof value === 'string') return value;
  if (ArrayBuffer.isView(value)) return Array.from(value);
  if (Array.isArray(value)) return value.map($plain);
  if (value && typeof value === 'object') {
    if (typeof value.toJSON === 'function') return $plain(value.toJSON());
    return Object.fromEntries(Object.entries(value).map(([k, v]) => [k, $plain(v)]));
  }
  return value;
}
function $close(actual, expected, text) {
  if (typeof actual === 'number' && typeof expected === 'number') {
    if (Object.is(actual, expected)) return true;
    const digits = Math.max(0, ...[...text.matchAll(/-?\d+\.(\d+)/g)].map((m) => m[1].length));
    return Math.abs(actual - expected) <= 0.5000001 * 10 ** -digits;
  }
  if (Array.isArray(actual) && Array.isArray(expected)) {
    return actual.length === expected.length && actual.every((a, i) => $close(a, expected[i], text));
  }
  if (actual && expected && typeof actual === 'object' && typeof expected === 'object') {
    const a = Object.keys(actual), e = Object.keys(expected);
    return a.length === e.length && e.every((k) => k in actual && $close(actual[k], expected[k], text));
  }
  return Object.is(actual, expected);
}
function $claim(label, value, text) {
  let holds = false;
  try {
    // The claim is a JavaScript literal where it can be read as one, and otherwise the text of util.inspect.
    holds = $close($plain(value), $plain((0, eval)('(' + text + ')')), text);
  } catch {}
  const inspected = $inspect(value, { breakLength: Infinity, depth: 6 });
  holds ||= inspected === text || String(value) === text;
  console.log(holds ? 'claim holds: ' + label : 'claim FAILS: ' + label + ' gives ' + inspected + ', not ' + text);
}
`;
