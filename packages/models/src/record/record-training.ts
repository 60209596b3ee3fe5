import type { TrainingEvent, TrainingResult } from '../training/training-types.ts';
import type { ScalarSink } from './scalar-sink.ts';

/**
 * Passes the events of a training on and writes the figures of each epoch to the sinks, which it closes at the end, however
 * the training ends.
 *
 * `for await (const event of recordTraining(train(head, options), tensorBoardWriter(dir), jsonLinesWriter(file)))`
 *
 * @returns The training's own result.
 */
export async function* recordTraining(
  training: AsyncGenerator<TrainingEvent, TrainingResult, void>,
  ...sinks: readonly ScalarSink[]
): AsyncGenerator<TrainingEvent, TrainingResult, void> {
  try {
    let next = await training.next();
    for (; !next.done; next = await training.next()) {
      const event = next.value;
      if (event.type === 'epoch') await Promise.all(sinks.map((sink) => sink.write(event.logs, event.epoch)));
      yield event;
    }
    return next.value;
  } finally {
    // Where the reader broke off, the training must stop too.
    await training.return(undefined as never);
    await Promise.all(sinks.map((sink) => sink.close()));
  }
}
