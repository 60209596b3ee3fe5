import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import * as tf from '@tensorflow/tfjs';
import '@tensorflow/tfjs-backend-wasm';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { recordParity } from '../../../../../tools/parity/expect-parity.ts';
import { seededImages } from '../../../testing/seeded.ts';
import { smallBackbone, smallResnet, smallVgg } from '../../../testing/small.ts';
import { createHead } from '../../heads/create-head.ts';
import { compileToTfjs } from '../tfjs/compile-to-tfjs.ts';
import { exportOnnx } from './export-onnx.ts';

const python = process.env.PYTHON ?? 'python3';
const hasOnnx = spawnSync(python, ['-c', 'import onnx, onnxruntime, numpy']).status === 0;

/** Checks the file against the standard, runs it and prints version, metadata and probabilities. */
const script = `
import json, sys
import numpy as np, onnx, onnxruntime
path, images, *shape = sys.argv[1:]
model = onnx.load(path)
onnx.checker.check_model(model, full_check=True)
session = onnxruntime.InferenceSession(path)
x = np.fromfile(images, dtype="<f4").reshape([int(n) for n in shape])
(y,) = session.run(["predictions"], {"input_layer": x})
meta = session.get_modelmeta().custom_metadata_map
print(json.dumps({"version": onnxruntime.__version__, "labels": meta["labels"], "values": y.reshape(-1).tolist()}))
`;

const folder = mkdtempSync(join(tmpdir(), 'onnx-'));
beforeAll(() => tf.setBackend('wasm'));
afterAll(() => rmSync(folder, { recursive: true }));

describe.skipIf(!hasOnnx)('ONNX Runtime of Python (needs Python with onnx and onnxruntime; see PYTHON)', () => {
  test.each([
    ['VGG', smallVgg([37, 41, 3])],
    ['ResNet V2', smallResnet([37, 41, 3])],
  ])('accepts an exported %s and gives the same probabilities', async (name, graph) => {
    const backbone = smallBackbone(graph);
    const normalization = {
      mean: new Float32Array(backbone.outputDim).fill(0.25),
      variance: new Float32Array(backbone.outputDim).fill(2),
    };
    const head = createHead({ inputDim: backbone.outputDim, classes: 3, units: [16], normalization, seed: 1 });
    const images = seededImages(4, backbone.inputShape, 2);
    const batch = Float32Array.from(images.flatMap(({ data }) => [...data]));
    const shape = [images.length, ...backbone.inputShape];
    const expected = tf.tidy(() => {
      const features = compileToTfjs(backbone.graph, backbone.weights).predict(tf.tensor(batch, shape)) as tf.Tensor;
      return (head.predict(features) as tf.Tensor).dataSync<'float32'>();
    });

    const [modelPath, imagesPath] = [join(folder, `${backbone.name}.onnx`), join(folder, 'images.f32')];
    writeFileSync(modelPath, await exportOnnx({ backbone, head }, { labels: ['calm', 'happy', 'sad'] }));
    writeFileSync(imagesPath, batch);
    const { status, stdout, stderr } = spawnSync(python, ['-c', script, modelPath, imagesPath, ...shape.map(String)], {
      encoding: 'utf8',
    });
    expect(status, stderr).toBe(0);
    const { version, labels, values } = JSON.parse(stdout) as { version: string; labels: string; values: number[] };
    expect(labels).toBe('["calm","happy","sad"]');
    const difference = values.reduce((max, v, i) => Math.max(max, Math.abs(v - expected[i]!)), 0);
    recordParity({
      package: 'models',
      name: 'exportOnnx',
      reference: `onnxruntime ${version} for Python against TensorFlow.js, ${name} with head`,
      path: 'onnx',
      measure: 'absolute',
      tolerance: 1e-5,
      difference,
    });
    expect(difference).toBeLessThan(1e-5);
  });
});
