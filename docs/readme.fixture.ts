import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { decodeWav, encodeWav } from '../packages/dsp/src/index.ts';

/** `voice.wav`: a recording said twice, so that it is longer than the three seconds that the README loads. */
export default async function fixture(folder: string): Promise<void> {
  const recording = new URL('../examples/recordings/03-01-01-01-01-01-02.wav', import.meta.url);
  const { channels, sampleRate } = decodeWav(await readFile(recording));
  const twice = Float32Array.from([...channels[0]!, ...channels[0]!]);
  await writeFile(join(folder, 'voice.wav'), encodeWav({ channels: [twice], sampleRate }));
}
