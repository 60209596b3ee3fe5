/** A back end that training can run on, by the name that this package gives it. */
export type BackendName = 'gpu' | 'node' | 'webgpu' | 'wasm' | 'cpu';

/** The order in which `auto` tries them; `cpu` is left out, because it is too slow to be chosen for anybody. */
export const automaticOrder: readonly BackendName[] = ['gpu', 'node', 'webgpu', 'wasm'];

/** A back end that was tried and passed over. */
export interface RejectedBackend {
  readonly name: BackendName;
  /** Why it cannot be used here, in one sentence. */
  readonly reason: string;
  /** Exactly what to do to get it. */
  readonly remedy: string;
}

/** The back end in use. */
export interface SelectedBackend {
  readonly name: BackendName;
  /** Name under which TensorFlow.js knows it: `tensorflow` for `gpu` and `node`, else the same. */
  readonly tfjsName: string;
  /** The device that computes, in words: `CPU (WebAssembly SIMD)`. */
  readonly device: string;
  /** The runtime that computes embeddings best beside it: TensorFlow.js where it is native, ONNX elsewhere. */
  readonly engine: 'tfjs' | 'onnx';
  /** The back ends that `auto` tried before and passed over, in its order. */
  readonly rejected: readonly RejectedBackend[];
}

/** What one attempt gives: the device, or why not. */
export type BackendAttempt =
  | { readonly ok: true; readonly tfjsName: string; readonly device: string }
  | { readonly ok: false; readonly reason: string; readonly remedy: string; readonly cause?: unknown };

/** Loads a package by its name. */
export type ImportPackage = (name: string) => Promise<unknown>;

/** Options of `selectBackend`. */
export interface SelectBackendOptions {
  /**
   * Loads an optional package. The default resolves it from this package, as its optional peer; a bundled browser program
   * gives its own, because a bundler must see each name:
   * `(name) => ({ '@tensorflow/tfjs-backend-wasm': () => import('@tensorflow/tfjs-backend-wasm') })[name]?.()`.
   */
  readonly importPackage?: ImportPackage | undefined;
  /** Whether `gpu` may run on the CPU where no GPU is found; otherwise that is a refusal. @default false */
  readonly allowCpuFallback?: boolean | undefined;
  /** Whether `auto` may take a WebGPU adapter that computes in software. @default false */
  readonly allowSoftwareWebGpu?: boolean | undefined;
  /** Folder or URL, with a trailing slash, of the `.wasm` files; needed where a bundler has moved the package. */
  readonly wasmPath?: string | undefined;
}
