// A training that a test runs in a process of its own, to kill it. As a script: CHECKPOINT TARGET RUNTIME.
import { writeFile } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { selectBackend } from '../src/accelerators/select-backend.ts';
import { createHead } from '../src/heads/create-head.ts';
import { checkpointFile } from '../src/node/checkpoint-file.ts';
import type { CheckpointStore } from '../src/training/checkpoint.ts';
import { train } from '../src/training/train.ts';
import type { TrainingEvent } from '../src/training/training-types.ts';
import { separableSamples } from './separable-samples.ts';

/** Trains and returns all weights and the result as text. */
export async function killableTraining(
  checkpoint: CheckpointStore | undefined,
  onEvent: (event: TrainingEvent) => void | Promise<void>,
  runtime: 'tfjs' | 'onnx' = 'tfjs',
): Promise<string> {
  await selectBackend('wasm');
  const head = createHead({ inputDim: 8, classes: 4, units: [16, 8], seed: 2 });
  const training = train(head, {
    ...separableSamples({ count: 200, dim: 8, classes: 4, seed: 1 }),
    validation: separableSamples({ count: 50, dim: 8, classes: 4, seed: 2 }),
    sampleShape: [8],
    classes: 4,
    epochs: 8,
    batchSize: 4,
    mixup: 0.2,
    seed: 3,
    runtime,
    earlyStopping: { patience: 100, restoreBestWeights: true },
    ...(checkpoint && { checkpoint }),
  });
  let next = await training.next();
  for (; !next.done; next = await training.next()) await onEvent(next.value);
  const weights = head.getWeights().map((w) => Array.from(w.dataSync()));
  head.dispose();
  return JSON.stringify({ weights, result: next.value });
}

const [path, checkpoint, target, runtime] = process.argv.slice(1);
if (path && import.meta.url === pathToFileURL(path).href) {
  const onEvent = async (event: TrainingEvent): Promise<void> => {
    if (event.type !== 'step') process.stdout.write(`${JSON.stringify(event)}\n`);
    // Time for a kill to arrive in the middle of an epoch.
    else await new Promise((resolve) => setTimeout(resolve, 2));
  };
  const text = await killableTraining(checkpointFile(checkpoint!), onEvent, runtime === 'onnx' ? 'onnx' : 'tfjs');
  await writeFile(target!, text);
}
