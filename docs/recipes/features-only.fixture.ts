import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { encodeWav } from '../../packages/dsp/src/index.ts';

/** `recordings/`: two tones of a second. */
export default async function fixture(folder: string): Promise<void> {
  await mkdir(join(folder, 'recordings'));
  for (const [name, frequency] of Object.entries({ a: 220, b: 330 })) {
    const tone = Float32Array.from({ length: 16000 }, (_, n) => 0.3 * Math.sin((2 * Math.PI * frequency * n) / 16000));
    await writeFile(join(folder, 'recordings', `${name}.wav`), encodeWav({ channels: [tone], sampleRate: 16000 }));
  }
}
