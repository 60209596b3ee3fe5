import { execFile } from 'node:child_process';
import { rm } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { describe, expect, it } from 'vitest';
import { expectParity } from '../../../../../tools/parity/expect-parity.ts';
import { compareFineTuned, type FineTuned } from '../../../testing/compare-fine-tuned.ts';
import { gradientGolden } from '../../../testing/gradient-golden.ts';
import type { Repeated } from '../../../testing/repeat-keras.ts';
import { smallEmbeddings } from '../../../testing/small-embeddings.ts';
import { softwareVulkan } from '../../../testing/software-vulkan.ts';
import { compareFineTuning } from '../../../testing/training-cases.ts';
import { golden, keras } from '../../../testing/training-golden.ts';
import type { SelectedBackend } from '../backend-types.ts';
import { selectBackend } from '../select-backend.ts';

const env = softwareVulkan();
if (!env && process.env.REQUIRE_BROWSER === '1') throw new Error('No Chromium with SwiftShader was found.');

describe.skipIf(!env)('the webgpu back end on a software driver (skipped without Chromium’s SwiftShader)', () => {
  it('trains and embeds as Keras and the wasm back end do', async () => {
    const script = fileURLToPath(new URL('../../../testing/webgpu-training.ts', import.meta.url));
    const run = promisify(execFile)(process.execPath, ['--import', 'tsx', script], { env, maxBuffer: 1e8 });
    const { stdout } = await run.finally(() => rm(env!.LD_LIBRARY_PATH!.split(':')[0]!, { recursive: true }));
    const output = JSON.parse(stdout) as {
      backend: SelectedBackend;
      steps: number[];
      fit: Repeated;
      fineTuning: Repeated;
      embeddings: number[];
      onnx: FineTuned;
      tensors: number;
    };
    expect(output.backend).toMatchObject({ name: 'webgpu', tfjsName: 'webgpu', engine: 'tfjs', rejected: [] });
    expect(output.backend.device).toMatch(/^software \(WebGPU, .*swiftshader/i);
    const path = 'webgpu (SwiftShader)';
    const [optimizer] = golden.optimizers;
    expectParity(output.steps, optimizer!.weights.flat(2), {
      package: 'models',
      name: `train: ${optimizer!.name}`,
      reference: `${keras} optimizers`,
      path,
      measure: 'absolute',
      tolerance: 1e-6,
    });
    for (const figure of ['loss', 'val_loss'] as const) {
      expectParity(output.fit.history[figure]!, golden.fits[0]!.history[figure]!.slice(0, 3), {
        package: 'models',
        name: `train: ${figure}, adam`,
        reference: `${keras} Model.fit`,
        path,
        measure: 'absolute',
        tolerance: 1e-4,
      });
    }
    compareFineTuning(output.fineTuning, golden.fineTuning[1]!, path);
    await selectBackend('wasm');
    expectParity(output.embeddings, await smallEmbeddings(), {
      package: 'models',
      name: 'createBackbone: small VGG',
      reference: 'tfjs 4.22.0 wasm back end',
      path,
      measure: 'relative',
      tolerance: 1e-4,
    });
    compareFineTuned(output.onnx, gradientGolden.fits[0]!, 'onnx on webgpu (SwiftShader)');
    expect(output.tensors).toBe(0);
  }, 180_000);
});
