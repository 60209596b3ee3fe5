// What an application does with @ser/dsp/node: worker threads and PNG files out of the installed package.
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav, toImage } from '@ser/dsp';
import { extractFileFeatures, writePng } from '@ser/dsp/node';

export async function use(): Promise<object> {
  const folder = await mkdtemp(join(tmpdir(), 'dsp-'));
  try {
    const paths = ['a.wav', 'b.wav', 'c.wav'].map((name) => join(folder, name));
    for (const [i, path] of paths.entries()) {
      const channels = [Float32Array.from({ length: 22_050 }, (_, t) => Math.sin((i + 1) * t * 0.1))];
      await writeFile(path, encodeWav({ channels, sampleRate: 22_050 }));
    }
    const shapes: string[] = [];
    const png = join(folder, 'a.png');
    for await (const { features } of extractFileFeatures(paths, { features: { mfcc: { nMfcc: 13 } } })) {
      if (!features) throw new Error('A file gave no features.');
      shapes.push(String(features.mfcc.shape));
      await writePng(png, toImage(features.mfcc, { height: 32, width: 32 }));
    }
    return { shapes, png: [...(await readFile(png)).subarray(1, 4)].map((c) => String.fromCharCode(c)).join('') };
  } finally {
    await rm(folder, { recursive: true });
  }
}
