import { ModelsError, selectBackend } from '@ser/models';
import type { OptionValues } from '../cli/command.ts';
import { choice } from '../cli/options.ts';
import { SerError } from '../errors.ts';
import type { Reporter } from '../terminal/reporter.ts';

/** What computes embeddings. */
export type Engine = 'onnx' | 'tfjs';

/** What a run computes with. */
export interface Engines {
  readonly engine: Engine;
  /** Name of the TensorFlow.js back end. */
  readonly backend: string;
  readonly device: string;
}

const BACKENDS = ['auto', 'gpu', 'node', 'webgpu', 'wasm', 'cpu'] as const;

/** Opens the back end that `--backend` asks for, and picks the embedding engine that goes with it. */
export async function openEngines(options: OptionValues, reporter: Reporter): Promise<Engines> {
  const wanted = choice(options, 'backend', BACKENDS) ?? 'auto';
  const asked = choice(options, 'engine', ['auto', 'onnx', 'tfjs']) ?? 'auto';
  // The native packages are this program's optional dependencies, so they are looked up from here.
  const selected = await selectBackend(wanted, { importPackage: (name) => import(name) }).catch((cause: unknown) => {
    const enable =
      wanted === 'gpu' || wanted === 'node' ? ` In this repository: npx pnpm@10.34.9 enable:${wanted}` : '';
    throw ModelsError.isInstance(cause) ? new SerError(`${cause.message}${enable}`, { cause }) : cause;
  });
  const engine = asked === 'auto' ? selected.engine : asked;
  reporter.note(
    `Training on ${selected.name}: ${selected.device}. Embeddings by ${engine === 'onnx' ? 'ONNX Runtime' : 'TensorFlow.js'}.`,
  );
  for (const { name, reason } of selected.rejected) reporter.note(`  ${name} was passed over: ${reason}`);
  return { engine, backend: selected.name, device: selected.device };
}
