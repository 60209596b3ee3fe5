import { ModelsError } from '../../errors.ts';
import type { Backbone } from '../../families/describe-backbone.ts';
import type { BackboneSession } from '../session.ts';
import { compileWith } from './compile-to-onnx.ts';
import { type OnnxDevice, openOnDevice } from './devices.ts';
import type { OnnxRuntime, OnnxSession } from './runtime.ts';

/**
 * Compiles a backbone to ONNX and loads it into ONNX Runtime; `threads` 0 means one for each core, `batchSize` is what `run` will
 * mostly get.
 */
export async function openOnnxSession(
  backbone: Backbone,
  runtime: OnnxRuntime,
  threads: number,
  device: OnnxDevice,
  batchSize: number,
): Promise<BackboneSession> {
  const { graph, weights, inputShape } = backbone;
  const failed = (cause: unknown) => {
    throw new ModelsError('runtime', `ONNX Runtime could not run ${graph.name}: ${String(cause)}`, { cause });
  };
  const open = (bytes: Uint8Array, configuration?: object): Promise<OnnxSession> =>
    openOnDevice(runtime, device, bytes, { what: graph.name, threads, configuration });
  const whole = (): Promise<OnnxSession> =>
    open(compileWith(graph, weights, device === 'cpu' ? { cpuBatchSize: batchSize } : {}));
  // A device other than the CPU copies all weights anyway, and not every build of the runtime can map files.
  const late = [...weights.values()].flat().find(({ stored }) => stored);
  const stored = device === 'cpu' ? late?.stored?.compile?.(graph, weights) : undefined;
  const session = stored
    ? await open(stored.bytes, stored.settings).catch((error: Error) => {
        // A runtime without files names the missing data; whatever else is wrong would be wrong again, with more memory.
        if (!/external|file/i.test(error.message)) throw error;
        return whole();
      })
    : await whole();
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
