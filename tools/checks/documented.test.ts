import { join, relative } from 'node:path';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { manifest, packages, root } from './workspace.ts';

/** Everything that a package exports must say what it is: the symbol itself, the fields of its options, the methods of its classes. */
describe.each([...packages])('@ser/%s', (name) => {
  test('documents every public symbol', () => {
    const { exports } = manifest(`packages/${name}`) as unknown as { exports: Record<string, { default: string }> };
    const entries = Object.entries(exports)
      .filter(([subpath]) => subpath !== './package.json')
      .map(([, { default: file }]) =>
        join(root, 'packages', name, file.replace('./dist/', 'src/').replace(/\.js$/, '.ts')),
      );
    const { config } = ts.readConfigFile(join(root, 'packages', name, 'tsconfig.json'), ts.sys.readFile);
    const { options } = ts.parseJsonConfigFileContent(config, ts.sys, join(root, 'packages', name));
    const program = ts.createProgram(entries, { ...options, noEmit: true, composite: false, incremental: false });
    const checker = program.getTypeChecker();
    const borrowed = new Set<string>();
    const exact = new Set<string>();

    const undocumented = new Set<string>();
    for (const entry of entries) {
      const module = checker.getSymbolAtLocation(program.getSourceFile(entry)!);
      for (const exported of module ? checker.getExportsOfModule(module) : []) {
        const symbol = exported.flags & ts.SymbolFlags.Alias ? checker.getAliasedSymbol(exported) : exported;
        for (const missing of missingDocs(symbol, checker)) undocumented.add(missing);
        if (givesUnownedArrays(symbol, checker)) borrowed.add(symbol.name);
        for (const option of refusesUndefined(symbol)) exact.add(option);
      }
    }
    expect([...undocumented].sort()).toEqual([]);
    // Decision 0137: a Blob, `fetch` and `copyToChannel` take what comes out.
    expect([...borrowed].sort()).toEqual([]);
    // Decision 0003: an application with `exactOptionalPropertyTypes` may write `{ seed: undefined }`, which means the default.
    expect([...exact].sort()).toEqual([]);
  });
});

/** Options that may be left out and, under `exactOptionalPropertyTypes`, may not be `undefined`. */
function refusesUndefined(symbol: ts.Symbol): string[] {
  if (!symbol.name.endsWith('Options')) return [];
  return (symbol.declarations ?? [])
    .filter((declaration) => ts.isInterfaceDeclaration(declaration))
    .flatMap(({ members }) => [...members])
    .filter((member) => ts.isPropertySignature(member) && member.questionToken !== undefined)
    .filter((member) => !/\b(undefined|unknown)$/.test((member as ts.PropertySignature).type?.getText() ?? ''))
    .map((member) => `${symbol.name}.${member.name?.getText()}`);
}

/** One word, or that and `undefined`. */
function isTag(type: ts.TypeNode): boolean {
  const [first, second, ...more] = ts.isUnionTypeNode(type) ? type.types : [type];
  const isRest = second === undefined || second.kind === ts.SyntaxKind.UndefinedKeyword;
  return first !== undefined && ts.isLiteralTypeNode(first) && isRest && more.length === 0;
}

/** Whether a function gives a typed array, bare or in what it gives, that may lie in shared memory by its type. */
function givesUnownedArrays(symbol: ts.Symbol, checker: ts.TypeChecker): boolean {
  const [declaration] = symbol.declarations ?? [];
  if (!(symbol.flags & ts.SymbolFlags.Function) || !declaration) return false;
  const signatures = checker.getTypeOfSymbolAtLocation(symbol, declaration).getCallSignatures();
  return signatures.some((signature) => {
    const given = checker.typeToString(signature.getReturnType(), undefined, ts.TypeFormatFlags.NoTruncation);
    return /Array<ArrayBufferLike>|\bSignal\b/.test(given);
  });
}

function missingDocs(symbol: ts.Symbol, checker: ts.TypeChecker): string[] {
  const missing: string[] = [];
  const where = (declaration: ts.Declaration): string => relative(root, declaration.getSourceFile().fileName);
  const own = (symbol.declarations ?? []).filter((d) => !d.getSourceFile().fileName.includes('node_modules'));
  if (own.length > 0 && symbol.getDocumentationComment(checker).length === 0) {
    missing.push(`${where(own[0]!)}: ${symbol.name}`);
  }
  for (const declaration of own) {
    const isOptions = ts.isInterfaceDeclaration(declaration) && /Options$/.test(symbol.name);
    if (!isOptions && !ts.isClassDeclaration(declaration)) continue;
    for (const member of declaration.members) {
      const memberSymbol = member.name && checker.getSymbolAtLocation(member.name);
      if (!memberSymbol || ts.isPrivateIdentifier(member.name)) continue;
      // `method: 'boll'` in one of several alternatives: the alternative itself says what it is.
      if (ts.isPropertySignature(member) && member.type && isTag(member.type)) continue;
      const modifiers = ts.canHaveModifiers(member) ? ts.getModifiers(member) : undefined;
      // An override says no more than what it overrides.
      const hidden = [ts.SyntaxKind.PrivateKeyword, ts.SyntaxKind.OverrideKeyword];
      if (modifiers?.some(({ kind }) => hidden.includes(kind))) continue;
      if (memberSymbol.getDocumentationComment(checker).length === 0) {
        missing.push(`${where(declaration)}: ${symbol.name}.${memberSymbol.name}`);
      }
    }
  }
  return missing;
}
