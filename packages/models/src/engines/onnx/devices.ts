import { ModelsError } from '../../errors.ts';
import { loadOnnxRuntime } from './load-runtime.ts';
import { fixedValueInfo, floatTensor, model, node } from './onnx-messages.ts';
import { encode } from './protobuf.ts';
import type { OnnxRuntime, OnnxSession } from './runtime.ts';
import { type SessionSettingsOptions, sessionSettings } from './session-settings.ts';

/** What ONNX Runtime computes on. */
export type OnnxDevice = 'cpu' | 'cuda' | 'webgpu' | 'dml' | 'coreml';

/** A row of the table of devices. */
interface DeviceRow {
  readonly name: OnnxDevice;
  /** For people. */
  readonly title: string;
  /** What to do to get it. */
  readonly remedy: string;
}

/** The devices, in the order in which a user might try them; a new one is a row. */
const rows: readonly DeviceRow[] = [
  { name: 'cpu', title: 'CPU', remedy: 'npm install onnxruntime-node' },
  {
    name: 'cuda',
    title: 'NVIDIA GPU (CUDA)',
    remedy:
      'on 64-bit Linux install CUDA 12 and cuDNN 9, and fetch the provider with "ONNXRUNTIME_NODE_INSTALL=cuda12 npm rebuild onnxruntime-node" (from NuGet, or copy its libonnxruntime_providers_*.so beside onnxruntime_binding.node)',
  },
  {
    name: 'webgpu',
    title: 'GPU by WebGPU',
    remedy: 'install a driver with Vulkan, Metal or Direct3D 12; in a browser use onnxruntime-web',
  },
  { name: 'dml', title: 'GPU by DirectML', remedy: 'use Windows with a GPU that knows Direct3D 12' },
  { name: 'coreml', title: 'Apple GPU or Neural Engine (Core ML)', remedy: 'use macOS on Apple silicon' },
];

/** The names of all devices. */
export const onnxDeviceNames: readonly OnnxDevice[] = rows.map(({ name }) => name);

/** A device that computed, or why it cannot. */
export type DeviceAttempt =
  | { readonly ok: true; readonly name: OnnxDevice; readonly title: string }
  | { readonly ok: false; readonly name: OnnxDevice; readonly reason: string; readonly remedy: string };

/** Options of {@link tryOnnxDevice}. */
export interface TryOnnxDeviceOptions {
  /**
   * ONNX Runtime itself, where it must be configured or a bundler cannot find it.
   * @default onnxruntime-node under Node, else onnxruntime-web
   */
  readonly runtime?: OnnxRuntime | undefined;
}

/**
 * Opens a session on a device and lets it compute a convolution and a product, without help of the CPU.
 *
 * @returns Whether the numbers came, and right; else the reason, and what to install.
 * @throws {ModelsError} `invalid-option` for an unknown device.
 */
export async function tryOnnxDevice(name: OnnxDevice, options: TryOnnxDeviceOptions = {}): Promise<DeviceAttempt> {
  const { title, remedy } = rowOf(name);
  const refused = (reason: unknown): DeviceAttempt => ({ ok: false, name, reason: firstLine(reason), remedy });
  try {
    const runtime = options.runtime ?? (await loadOnnxRuntime());
    const session = await runtime.InferenceSession.create(probe(), {
      executionProviders: [name],
      logSeverityLevel: 4,
      // Without it the CPU would compute in silence what the device cannot.
      ...(name !== 'cpu' && { extra: { session: { disable_cpu_ep_fallback: '1' } } }),
    });
    try {
      const x = new runtime.Tensor(
        'float32',
        Float32Array.from({ length: 16 }, (_, i) => i),
        [1, 1, 4, 4],
      );
      const { y } = await session.run({ x: x as never });
      const values = y!.data as Float32Array;
      // The sums of the four windows of 3 × 3, and their products with 1 and 2.
      const expected = [45, 54, 81, 90].reduce((sum, window, i) => sum + window * (i + 1), 0);
      if (Math.abs(values[0]! - expected) > 1e-2) return refused(`it computes ${values[0]} where ${expected} is right`);
    } finally {
      await session.release();
    }
    return { ok: true, name, title };
  } catch (error) {
    return refused(error);
  }
}

/** Options of {@link openOnDevice}. */
export interface OpenOnDeviceOptions extends SessionSettingsOptions {
  /** The model, for messages. @default 'the model' */
  readonly what?: string | undefined;
  /** Whether the runtime plans the place of every value ahead, for inputs of one size. @default true */
  readonly enableMemPattern?: boolean | undefined;
  /** Names of operations that WebGPU says it knows and does not compute. @default [] */
  readonly onCpu?: readonly string[] | undefined;
}

/**
 * Opens a model on a device; what is asked for is used or refused, and what the device does not know is left to the CPU.
 *
 * @throws {ModelsError} `runtime` with the reason and the remedy.
 */
export async function openOnDevice(
  runtime: OnnxRuntime,
  device: OnnxDevice,
  bytes: Uint8Array,
  { what = 'the model', enableMemPattern = true, onCpu = [], ...options }: OpenOnDeviceOptions = {},
): Promise<OnnxSession> {
  const { title, remedy } = rowOf(device);
  const provider = device === 'webgpu' && onCpu.length > 0 ? { name: device, forceCpuNodeNames: onCpu } : device;
  try {
    return await runtime.InferenceSession.create(bytes, {
      ...sessionSettings(options),
      enableMemPattern,
      ...(device !== 'cpu' && { executionProviders: [provider] }),
    });
  } catch (cause) {
    const how = device === 'cpu' ? '' : ` To use this device, ${remedy}.`;
    throw new ModelsError('runtime', `ONNX Runtime could not load ${what} on ${title}: ${firstLine(cause)}.${how}`, {
      cause,
    });
  }
}

function rowOf(name: OnnxDevice): DeviceRow {
  const row = rows.find((candidate) => candidate.name === name);
  if (row) return row;
  throw new ModelsError(
    'invalid-option',
    `device must be one of ${onnxDeviceNames.join(', ')}; received ${JSON.stringify(name)}.`,
  );
}

function firstLine(reason: unknown): string {
  const message = reason instanceof Error ? reason.message : String(reason);
  // The runtime's own checks begin with file, function and condition.
  const [line] = message.replace(/^\/.*? was false\. /, '').split('\n') as [string];
  return line.length > 200 ? `${line.slice(0, 200)}…` : line;
}

/** A convolution of a 4 × 4 image with a kernel of ones, and a product with 1, 2, 3, 4. */
function probe(): Uint8Array {
  return encode(
    model({
      name: 'probe',
      nodes: [
        node('Conv', ['x', 'kernel'], ['windows']),
        node('Flatten', ['windows'], ['row']),
        node('MatMul', ['row', 'weights'], ['y']),
      ],
      initializers: [
        floatTensor('kernel', [1, 1, 3, 3], new Float32Array(9).fill(1)),
        floatTensor('weights', [4, 1], Float32Array.of(1, 2, 3, 4)),
      ],
      inputs: [fixedValueInfo('x', [1, 1, 4, 4])],
      outputs: [fixedValueInfo('y', [1, 1])],
      operatorSet: 20,
      metadata: {},
    }),
  );
}
