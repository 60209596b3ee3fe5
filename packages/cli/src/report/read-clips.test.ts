import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { encodeWav } from '@ser/dsp';
import { expect, test } from 'vitest';
import { DEFAULTS } from '../settings/settings.ts';
import { readClips } from './read-clips.ts';

test('a corpus of links has players, and a link to its own folder ends', async () => {
  const home = await mkdtemp(join(tmpdir(), 'ser-clips-'));
  try {
    const [store, data] = [join(home, 'store'), join(home, 'corpus')];
    await mkdir(store);
    await mkdir(data);
    const tone = Float32Array.from({ length: 4000 }, (_, i) => Math.sin(i / 9) / 2);
    await writeFile(join(store, 'x.wav'), encodeWav({ channels: [tone], sampleRate: 8000 }, { bitDepth: 16 }));
    await symlink(join(store, 'x.wav'), join(data, 'a.wav'));
    await symlink(store, join(data, 'deep'));
    await symlink(data, join(data, 'itself'));
    const options = { data, page: home, audio: 'embed', shown: 2, settings: DEFAULTS } as const;
    const clips = await readClips(['a.wav', 'deep/x.wav', 'none.wav'], options);
    for (const name of ['a.wav', 'deep/x.wav'])
      expect(clips.get(name)).toMatchObject({ sound: { bytes: expect.anything() } });
    expect(clips.get('none.wav')).toEqual({ problem: 'the audio is not in the data folder any more' });
  } finally {
    await rm(home, { recursive: true });
  }
});
