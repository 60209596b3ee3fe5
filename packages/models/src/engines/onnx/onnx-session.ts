import { ModelsError } from '../../errors.ts';
import type { Backbone } from '../../families/describe-backbone.ts';
import type { BackboneSession } from '../session.ts';
import { compileToOnnx } from './compile-to-onnx.ts';
import { type OnnxDevice, openOnDevice } from './devices.ts';
import type { OnnxRuntime } from './runtime.ts';

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
  const session = await openOnDevice(runtime, device, compileToOnnx(graph, weights), { what: graph.name, threads });
  let open = true;
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
      if (open) await session.release();
      open = false;
    },
  };
}
