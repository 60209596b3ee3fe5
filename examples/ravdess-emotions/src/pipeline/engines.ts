import { selectBackend } from '@ser/models';
import type { OptionValues } from '../cli/command.ts';
import { choice } from '../cli/options.ts';
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
  const selected = await selectBackend(wanted);
  const asked = choice(options, 'engine', ['auto', 'onnx', 'tfjs']) ?? 'auto';
  // A back end that runs convolutions fast embeds by itself; beside wasm and cpu, ONNX is several times faster.
  const engine = asked === 'auto' ? (['gpu', 'node', 'webgpu'].includes(selected.name) ? 'tfjs' : 'onnx') : asked;
  reporter.note(`Back end ${selected.name} on ${selected.device}; embeddings by ${engine}.`);
  return { engine, backend: selected.name, device: selected.device };
}
