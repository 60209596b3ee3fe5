import { ModelsError } from '../../errors.ts';
import type { Backbone } from '../../families/describe-backbone.ts';
import type { BackboneSession } from '../session.ts';
import { compileToOnnx } from './compile-to-onnx.ts';
import type { OnnxRuntime } from './runtime.ts';

/** Compiles a backbone to ONNX and loads it into ONNX Runtime; `threads` 0 means one for each core. */
export async function openOnnxSession(
  backbone: Backbone,
  runtime: OnnxRuntime,
  threads: number,
): Promise<BackboneSession> {
  const { graph, weights, inputShape } = backbone;
  const failed = (what: string) => (cause: unknown) => {
    throw new ModelsError('runtime', `ONNX Runtime could not ${what} ${graph.name}: ${String(cause)}`, { cause });
  };
  const session = await runtime.InferenceSession.create(compileToOnnx(graph, weights), {
    intraOpNumThreads: threads,
  }).catch(failed('load'));
  let open = true;
  return {
    backbone,
    engine: 'onnx',
    outputs: graph.outputs,
    async run(values, count) {
      const shape = inputShape.map((n) => (n < 0 ? values.length / count : n));
      const input = new runtime.Tensor('float32', values, [count, ...shape]);
      const results = await session.run({ [session.inputNames[0]!]: input as never }).catch(failed('run'));
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
