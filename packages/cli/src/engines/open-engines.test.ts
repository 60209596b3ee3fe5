import { type Backbone, onnxDeviceNames, tryOnnxDevice } from '@ser/models';
import { expect, test } from 'vitest';
import { engineChoice } from '../cli/options.ts';
import { createReporter } from '../terminal/reporter.ts';
import { openEngines } from './open-engines.ts';

const quiet = createReporter({ stream: process.stderr, quiet: true });

test('where nothing else is asked a plain install trains on ONNX Runtime', async () => {
  const engines = await openEngines(engineChoice({}), quiet);
  expect(engines).toMatchObject({
    backend: 'onnx',
    runtime: { runtime: 'onnx', device: 'cpu' },
    engine: { name: 'onnx', identity: { runtime: 'onnxruntime-node', device: 'cpu' } },
  });
});

test('nothing is opened for the baseline alone, and nothing can be computed by it', async () => {
  const engines = await openEngines(engineChoice({}), quiet, []);
  expect(engines).toMatchObject({ backend: 'none', device: 'none', engine: { name: 'none' } });
  await expect(engines.engine.open({} as Backbone)).rejects.toThrow(/none was opened/);
});

test('a back end that is named trains', async () => {
  expect(await openEngines(engineChoice({ backend: 'wasm' }), quiet)).toMatchObject({ backend: 'wasm', runtime: {} });
  expect(await openEngines(engineChoice({ backend: 'onnx', engine: 'tfjs' }), quiet)).toMatchObject({
    backend: 'onnx',
    engine: { name: 'tfjs' },
  });
});

test.each(onnxDeviceNames)('--device %s is used or refused', async (device) => {
  const attempt = await tryOnnxDevice(device);
  const opening = openEngines(engineChoice({ device }), quiet);
  if (attempt.ok) expect(await opening).toMatchObject({ runtime: { device }, engine: { identity: { device } } });
  else await expect(opening).rejects.toThrow(attempt.remedy);
});

test.each([
  [{ device: 'tpu' }, /--device must be one of cpu, cuda, webgpu, dml, coreml/],
  [{ device: 'cuda', backend: 'wasm' }, /leave out --backend wasm/],
  [{ device: 'cpu', engine: 'tfjs' }, /leave out --engine tfjs/],
])('%j is a contradiction', async (options, message) => {
  await expect((async () => openEngines(engineChoice(options), quiet))()).rejects.toThrow(message);
});
