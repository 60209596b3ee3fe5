import type { BackendAttempt, ImportPackage } from './backend-types.ts';
import { isInNode } from './is-in-node.ts';

interface NodeProcess {
  readonly argv: readonly string[];
  getBuiltinModule?(id: string): unknown;
}

/** Whether an error says that the package itself, and not something that it needs, was not found. */
function isAbsent(name: string, error: unknown): boolean {
  const { code, message = '' } = (error ?? {}) as { code?: string; message?: string };
  return (code === 'ERR_MODULE_NOT_FOUND' || code === 'MODULE_NOT_FOUND') && message.includes(name);
}

/** The address of a package as the running program resolves it; undefined outside Node, or when it has none. */
function resolveFromProgram(name: string): string | undefined {
  const { process } = globalThis as { process?: NodeProcess };
  const program = process?.argv[1];
  // Node's own modules without an import of them, which a browser could not follow.
  const builtin = process?.getBuiltinModule?.bind(process);
  if (!program || !builtin) return undefined;
  const { createRequire } = builtin('module') as { createRequire(path: string): { resolve(name: string): string } };
  const { pathToFileURL } = builtin('url') as { pathToFileURL(path: string): URL };
  try {
    return pathToFileURL(createRequire(program).resolve(name)).href;
  } catch {
    return undefined;
  }
}

/**
 * Loads an optional package as a peer of this one or, in Node, as a dependency of the running program. A bundler neither
 * follows nor bundles the import.
 */
export const importOptionalPackage: ImportPackage = async (name) => {
  try {
    return await import(/* @vite-ignore */ /* webpackIgnore: true */ name);
  } catch (error) {
    const address = isAbsent(name, error) ? resolveFromProgram(name) : undefined;
    if (address === undefined) throw error;
    return import(/* @vite-ignore */ /* webpackIgnore: true */ address);
  }
};

/** Says in one sentence why a package could not be loaded. */
export function importFailure(name: string, error: unknown, remedy: string): BackendAttempt {
  const message = error instanceof Error ? error.message : String(error);
  const reason = isAbsent(name, error)
    ? `the package ${name} is not installed`
    : `${name} does not load: ${message.split('\n')[0]}`;
  return { ok: false, reason, remedy: isInNode() ? remedy : inPage(name), cause: error };
}

/** What helps in a page, where a bundler follows only imports that it sees. */
function inPage(name: string): string {
  return (
    `a bundler must see the import: selectBackend(…, { importPackage: () => import('${name}') }), ` +
    'with wasmPath for the .wasm files where it has moved them'
  );
}
