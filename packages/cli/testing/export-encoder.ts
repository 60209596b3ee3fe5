import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createHead, exportOnnx, quantizeWeights, selectBackend } from '@ser/models';
import { openPretrained } from '@ser/models/node';
import { clipGraph, readingSamples } from '../src/export/waveform-graph.ts';
import { DEFAULTS } from '../src/settings/settings.ts';

/**
 * A speech encoder as it leaves `ser export`, with a head of seeded weights: in float32, and, if `int8`, beside it in int8.
 *
 * @param encoderFolder As transformers writes it.
 */
export async function exportEncoder(
  encoderFolder: string,
  folder: string,
  { model, int8 }: { readonly model: string; readonly int8: boolean },
): Promise<void> {
  const settings = { ...DEFAULTS, sampleRate: 16_000, duration: 2 };
  const encoder = await openPretrained(encoderFolder);
  await selectBackend('cpu');
  const labels = ['calm', 'angry', 'sad'];
  const head = createHead({ inputDim: encoder.outputDim, classes: labels.length, units: [6], seed: 5 });
  const network = readingSamples(encoder, clipGraph(encoder.waveform?.isNormalized ?? false, settings));
  const files: Record<string, string> = {};
  await mkdir(folder, { recursive: true });
  const variants = { 'waveform.onnx': network, ...(int8 && { 'waveform.int8.onnx': quantizeWeights(network) }) };
  for (const [name, backbone] of Object.entries(variants)) {
    const onnx = await exportOnnx({ backbone, head }, { labels });
    files[name] = createHash('sha256').update(onnx).digest('hex');
    await writeFile(join(folder, name), onnx);
  }
  head.dispose();
  const { sampleRate, duration } = settings;
  const about = { format: 'ser-export', model, labels, sampleRate, duration, clips: 'windows' };
  const more = { temperature: 1, threshold: null, preprocessing: {}, image: null, files };
  await writeFile(join(folder, 'model.json'), JSON.stringify({ ...about, ...more }));
}
