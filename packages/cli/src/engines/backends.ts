import type { BackendName } from '@ser/models';
import type { Settings } from '../settings/settings.ts';

/** What trains: a row of the table of back ends. */
export interface TrainingBackend {
  readonly name: BackendName | 'onnx';
  /** What it computes on, for the help and the README. */
  readonly about: string;
  /** Whether it fine-tunes a whole network in reasonable time. */
  readonly fineTunes: boolean;
  /** Command of the repository that fetches what a plain install leaves out, where there is one. */
  readonly enable?: string;
}

/** The back ends in the order in which `auto` tries them: ONNX Runtime and those of TensorFlow.js; `cpu` is taken when it is named alone. */
export const BACKENDS: readonly TrainingBackend[] = [
  { name: 'gpu', about: 'NVIDIA GPU, native TensorFlow', fineTunes: true, enable: 'enable:gpu' },
  { name: 'node', about: 'CPU, native TensorFlow', fineTunes: true, enable: 'enable:node' },
  { name: 'webgpu', about: 'GPU of any vendor', fineTunes: true },
  { name: 'onnx', about: 'CPU, or what --device names: native ONNX Runtime', fineTunes: true },
  { name: 'wasm', about: 'CPU, WebAssembly SIMD', fineTunes: false },
  { name: 'cpu', about: 'CPU, plain JavaScript', fineTunes: false },
];

/** Whether `fineTuneOn` leaves the second phase out on a back end, because it would take days there. */
export function isLeftOut({ train, fineTuneOn }: Pick<Settings, 'train' | 'fineTuneOn'>, backend: string): boolean {
  const row = BACKENDS.find(({ name }) => name === backend);
  return train !== 'head' && fineTuneOn === 'native' && row?.fineTunes !== true;
}
