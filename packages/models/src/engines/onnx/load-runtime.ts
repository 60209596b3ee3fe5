import { ModelsError } from '../../errors.ts';
import type { OnnxRuntime } from './runtime.ts';

/**
 * Loads ONNX Runtime: `onnxruntime-node` under Node, else `onnxruntime-web`.
 *
 * @throws ModelsError `missing-dependency` when neither can be loaded; `cause` holds the reason.
 */
export async function loadOnnxRuntime(): Promise<OnnxRuntime> {
  const isNode = typeof process !== 'undefined' && process.versions?.node !== undefined;
  const attempts = isNode ? [importNative, importWeb] : [importWeb];
  let cause: unknown;
  for (const attempt of attempts) {
    const { module, cause: reason } = await attempt();
    if (module !== undefined) return runtimeOf(module);
    // What a user of Node is told is why the native package does not load.
    cause ??= reason;
  }
  const name = isNode ? 'onnxruntime-node' : 'onnxruntime-web';
  throw new ModelsError(
    'missing-dependency',
    `The ONNX engine needs the package ${name}, which could not be loaded (${String(cause).split('\n')[0]}). ` +
      `Install it with "npm install ${name}", pass the module as the option "runtime", or use engine "tfjs".`,
    { cause },
  );
}

/** A module, or why it does not load. */
interface Attempt {
  readonly module?: unknown;
  readonly cause?: unknown;
}

/** The name stands in a variable so that a browser bundler does not follow it into a native module. */
async function importNative(name = 'onnxruntime-node'): Promise<Attempt> {
  try {
    return { module: await import(/* @vite-ignore */ /* webpackIgnore: true */ name) };
  } catch (cause) {
    return { cause };
  }
}

/** In a `try`, so that webpack and esbuild pass over a peer that is not installed. */
async function importWeb(): Promise<Attempt> {
  try {
    // @ts-expect-error: an optional peer, which need not be installed where this package is compiled.
    return { module: await import('onnxruntime-web') };
  } catch (cause) {
    return { cause };
  }
}

/** A CommonJS module shows its exports under `default` when no static analysis finds their names. */
function runtimeOf(module: unknown): OnnxRuntime {
  const { InferenceSession, default: inner } = module as OnnxRuntime & { default?: OnnxRuntime };
  return InferenceSession ? (module as OnnxRuntime) : inner!;
}
