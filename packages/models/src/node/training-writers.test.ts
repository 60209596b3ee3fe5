import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scalarRecord, versionRecord } from '../record/event-record.ts';
import { recordTraining } from '../record/record-training.ts';
import type { TrainingEvent, TrainingResult } from '../training/training-types.ts';
import { jsonLinesWriter } from './json-lines-writer.ts';
import { tensorBoardWriter } from './tensor-board-writer.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ser-models-'));
});
afterAll(() => rm(folder, { recursive: true }));

const result: TrainingResult = { history: {}, bestEpoch: 0, epochs: 3, stoppedBy: 'epochs' };

async function* epochs(onReturn: () => void): AsyncGenerator<TrainingEvent, TrainingResult, void> {
  try {
    for (let epoch = 0; epoch < 3; epoch++) {
      yield { type: 'epoch', epoch, epochs: 3, logs: { loss: 1 / (epoch + 1) }, isBest: true, seconds: 1 };
    }
    return result;
  } finally {
    onReturn();
  }
}

describe('recordTraining', () => {
  it('writes the figures of each epoch as JSON lines and as TensorBoard events', async () => {
    const path = join(folder, 'new', 'log.jsonl');
    const runs = join(folder, 'runs');
    let time = 1_000_000;
    const training = recordTraining(
      epochs(() => {}),
      jsonLinesWriter(path),
      tensorBoardWriter(runs, { now: () => (time += 500) }),
    );
    let next = await training.next();
    let events = 0;
    for (; !next.done; next = await training.next()) events++;
    expect(next.value).toBe(result);
    expect(events).toBe(3);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(lines.map((line) => JSON.parse(line))).toEqual([0, 1, 2].map((step) => ({ step, loss: 1 / (step + 1) })));
    const [name] = await readdir(runs);
    expect(name).toMatch(/^events\.out\.tfevents\.1000\./);
    const expected = [
      versionRecord(1001),
      ...[0, 1, 2].map((i) => scalarRecord({ loss: 1 / (i + 1) }, i, 1001.5 + i / 2)),
    ];
    expect(await readFile(join(runs, name!))).toEqual(Buffer.concat(expected));
  });

  it('ends the training and closes its sinks when the reader breaks off', async () => {
    let ended = false;
    let closed = 0;
    const sink = { write: () => Promise.resolve(), close: () => Promise.resolve(void closed++) };
    for await (const _ of recordTraining(
      epochs(() => (ended = true)),
      sink,
      sink,
    ))
      break;
    expect({ ended, closed }).toEqual({ ended: true, closed: 2 });
  });

  it('says which file cannot be written', async () => {
    const sink = jsonLinesWriter(join(folder, 'new', 'log.jsonl', 'below-a-file'));
    await expect(sink.write({ loss: 1 }, 0)).rejects.toThrow(/Cannot append to .*below-a-file/);
    await sink.close();
  });
});
