import { ModelsError } from '../../errors.ts';
import type { Backbone } from '../../families/describe-backbone.ts';
import type { BackboneSession } from '../session.ts';
import { compileWith } from './compile-to-onnx.ts';
import { type OnnxDevice, openOnDevice } from './devices.ts';
import type { OnnxRuntime, OnnxSession } from './runtime.ts';
import { type StoredWeights, storedWeights } from './stored-weights.ts';

/** Compiles a backbone to ONNX and loads it into ONNX Runtime; `threads` 0 means one for each core. */
export async function openOnnxSession(
  backbone: Backbone,
  runtime: OnnxRuntime,
  threads: number,
  device: OnnxDevice,
): Promise<BackboneSession> {
  const { graph, weights, inputShape } = backbone;
  const failed = (cause: unknown) => {
    throw new ModelsError('runtime', `ONNX Runtime could not run ${graph.name}: ${String(cause)}`, { cause });
  };
  const open = (stored?: StoredWeights): Promise<OnnxSession> =>
    openOnDevice(runtime, device, compileWith(graph, weights, { stored }), {
      what: graph.name,
      threads,
      ...(stored && { extra: { session: { model_external_initializers_file_folder_path: stored.folder } } }),
    });
  // A device other than the CPU copies all weights anyway, and not every build of the runtime can map files.
  const stored = device === 'cpu' ? storedWeights(graph, weights) : undefined;
  const session = stored ? await open(stored).catch(() => open()) : await open();
  let isOpen = true;
  return {
    backbone,
    engine: 'onnx',
    outputs: graph.outputs,
    async run(values, count) {
      const shape = inputShape.map((n) => (n < 0 ? values.length / count : n));
      const input = new runtime.Tensor('float32', values, [count, ...shape]);
      const results = await session.run({ [session.inputNames[0]!]: input as never }).catch(failed);
      return graph.outputs.map((name) => {
        const { data } = results[name]!;
        results[name]!.dispose?.();
        return data as Float32Array;
      });
    },
    async dispose() {
      if (isOpen) await session.release();
      isOpen = false;
    },
  };
}
