import { TransientFailure } from './failures.ts';

/**
 * The chunks of a body; gives up when none comes for a while, which a dead connection never says by itself.
 *
 * @param timeout Longest silence, in seconds.
 */
export async function* readWithTimeout(body: ReadableStream<Uint8Array>, timeout: number): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  let timer: NodeJS.Timeout | undefined;
  try {
    while (true) {
      const silence = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new TransientFailure(`nothing came for ${timeout} s`)), timeout * 1000);
      });
      const { done, value } = await Promise.race([reader.read(), silence]);
      clearTimeout(timer);
      if (done) return;
      yield value;
    }
  } finally {
    clearTimeout(timer);
    // Also ends the transfer when the consumer stops early; a body that already failed rejects again.
    await reader.cancel().catch(() => {});
  }
}
