import type { BackendAttempt, ImportPackage } from './backend-types.ts';

/** Resolves an optional package as Node does, from this file; a bundler neither follows nor bundles it. */
export const importOptionalPackage: ImportPackage = (name) => import(/* @vite-ignore */ /* webpackIgnore: true */ name);

/** Says in one sentence why a package could not be loaded. */
export function importFailure(name: string, error: unknown, remedy: string): BackendAttempt {
  const message = error instanceof Error ? error.message : String(error);
  const isAbsent =
    (error as { code?: string } | undefined)?.code === 'ERR_MODULE_NOT_FOUND' && message.includes(`'${name}'`);
  const reason = isAbsent
    ? `the package ${name} is not installed`
    : /tfjs_binding\.node\) can not be found/.test(message)
      ? `${name} is installed without its native library, which its install script downloads`
      : `${name} does not load: ${message.split('\n')[0]}`;
  return { ok: false, reason, remedy, cause: error };
}
