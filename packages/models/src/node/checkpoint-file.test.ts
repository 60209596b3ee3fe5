import { spawn } from 'node:child_process';
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { killableTraining } from '../../testing/killable-training.ts';
import type { TrainingEvent } from '../training/training-types.ts';
import { checkpointFile } from './checkpoint-file.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

const script = fileURLToPath(new URL('../../testing/killable-training.ts', import.meta.url));

/** Trains in a process of its own and kills it, without notice, a moment after the given epoch ended. */
async function run(runtime: string, target: string, checkpoint: string, killAfter?: number): Promise<TrainingEvent[]> {
  const child = spawn(process.execPath, ['--import', 'tsx', script, checkpoint, target, runtime], {
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const events: TrainingEvent[] = [];
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
    const lines = text.split('\n');
    text = lines.pop()!;
    events.push(...lines.map((line) => JSON.parse(line) as TrainingEvent));
    const isDue = events.some((event) => event.type === 'epoch' && event.epoch === killAfter);
    if (isDue && !child.killed) setTimeout(() => child.kill('SIGKILL'), 40);
  });
  await new Promise((resolve) => child.on('close', resolve));
  expect([child.exitCode, child.signalCode]).toEqual(killAfter === undefined ? [0, null] : [null, 'SIGKILL']);
  return events;
}

describe('checkpointFile', () => {
  it.each(['tfjs', 'onnx'] as const)(
    'lets a training that is killed end as the one that is not: %s',
    async (runtime) => {
      const path = join(folder, runtime, 'checkpoint.safetensors');
      const target = join(folder, `${runtime}.json`);
      await run(runtime, target, path, 2);
      const [start] = await run(runtime, target, path);
      expect(start).toMatchObject({ type: 'start', epochs: 8 });
      expect(start!.type === 'start' && start!.resumedEpochs).toBeGreaterThanOrEqual(3);
      expect(await readFile(target, 'utf8')).toBe(await killableTraining(undefined, () => {}, runtime));
    },
  );

  it('reads null where nothing is, and leaves no other file', async () => {
    const store = checkpointFile(join(folder, 'one', 'state'));
    expect(await store.read()).toBeNull();
    await store.write(Uint8Array.of(1, 2, 3));
    await store.write(Uint8Array.of(4));
    expect(Array.from((await store.read())!)).toEqual([4]);
    expect(await readdir(join(folder, 'one'))).toEqual(['state']);
  });

  it('names the file of a state that was changed or cut off, and what to do', async () => {
    const path = join(folder, 'flipped.safetensors');
    await killableTraining(checkpointFile(path), () => {});
    const bytes = await readFile(path);
    const [lower, upper] = [bytes.length - 5, Math.floor(bytes.length / 2)];
    for (const changed of [
      ...[lower, upper, 40].map((at) => bytes.map((byte, i) => (i === at ? byte ^ 1 : byte))),
      bytes.subarray(0, bytes.length - 100),
    ]) {
      await writeFile(path, changed);
      await expect(killableTraining(checkpointFile(path), () => {})).rejects.toThrow(
        expect.objectContaining({
          code: 'invalid-file',
          message: expect.stringMatching(
            /flipped\.safetensors cannot be used: .* Remove it to train from the beginning\.$/,
          ),
        }),
      );
    }
  });
});
