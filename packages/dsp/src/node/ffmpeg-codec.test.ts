import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { DspError } from '../errors.ts';
import { encodeWav } from '../wav/encode-wav.ts';
import { ffmpegCodecBy } from './ffmpeg-codec.ts';
import { loadAudioFile } from './load-audio-file.ts';
import { openAudioFile } from './open-audio-file.ts';

const head = encodeWav({ channels: [new Float32Array(0)], sampleRate: 8000 }, { bitDepth: 16 });

describe.skipIf(process.platform === 'win32')('an ffmpeg that never ends (skipped without a POSIX shell)', () => {
  let folder: string;
  let clip: string;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'dsp-hanging-'));
    clip = join(folder, 'clip.bin');
    await writeFile(clip, Uint8Array.of(0, 1, 2, 3));
    await writeFile(join(folder, 'head.wav'), head);
  });
  afterAll(async () => {
    const pids = (await readdir(folder)).filter((name) => name.startsWith('pid-'));
    for (const name of pids) {
      const pid = Number(await readFile(join(folder, name), 'utf8'));
      try {
        // 0 would be this very process.
        if (pid > 0) process.kill(pid);
      } catch {
        // It has slept its time.
      }
    }
    await rm(folder, { recursive: true, force: true });
  });

  /** A program that answers the question for rate and channels, or not, and hangs behind eight frames. */
  const hanging = async (answers: boolean, stall: number) => {
    const path = join(folder, `ffmpeg-${answers}`);
    // The sleeper is a child of the shell and keeps the pipe open when the shell is gone.
    const sleep = `sleep 30 & echo $! >"${folder}/pid-$$"; wait`;
    const probing = answers ? `cat "${folder}/head.wav"` : sleep;
    const script = `#!/bin/sh\ncase "$*" in *pcm_s16le*) ${probing};; *) echo >"${folder}/decodes"; printf 00000000000000000000000000000000; ${sleep};; esac\n`;
    await writeFile(path, script, { mode: 0o755 });
    return { codecs: [ffmpegCodecBy(async () => ({ path, version: '0' }), stall)] };
  };
  const failure = (promise: Promise<unknown>): Promise<unknown> =>
    promise.then(() => undefined).catch((cause) => cause);

  test.each([false, true])(
    'is ended, the file is named, and others go on (it tells rate and channels: %s)',
    async (answers) => {
      const begin = performance.now();
      const error = (await failure(loadAudioFile(clip, await hanging(answers, 150)))) as DspError;
      expect(DspError.isInstance(error)).toBe(true);
      expect(error.message).toBe(`${clip}: This format: ffmpeg gave nothing for 0.15 s and was ended.`);
      expect(performance.now() - begin).toBeLessThan(10_000);
      expect((await loadAudioFile(join(folder, 'head.wav'), { sampleRate: null })).samples).toHaveLength(0);
    },
  );

  test.each([
    [
      '[mov,mp4,m4a @ 0x55ec26a1e900] stream 0, offset 0xe39d: partial file',
      0,
      'ffmpeg says of it: stream 0, offset 0xe39d: partial file',
    ],
    ['[aist#0:0/aac @ 0x55ec26a1e900] [dec:aac @ 0x55e0] channel element', 0, 'ffmpeg says of it: channel element'],
    ['[aac @ 000001D2E4C0A5C0] channel element', 0, 'ffmpeg says of it: channel element'],
    // Of pictures that nobody asked for, whatever comes first.
    ['[aac @ 0x55e0] channel element\\n[h264 @ 0x55e1] no frame!', 0, 'ffmpeg says of it: channel element'],
    ['[h264 @ 0x55e1] no frame!\\n    Last message repeated 1 times', 0, undefined],
    ['[vist#0:1/h264 @ 0x55e0] [dec:h264 @ 0x55e1] no frame!', 0, undefined],
    ['moov atom not found', 1, /This format: the file was cut off: its index, which stands at the end, is missing\.$/],
  ] as const)('says what it said of a damaged file: %s', async (said, code, told) => {
    const path = join(folder, `ffmpeg-damaged-${code}`);
    const decode = `printf 00000000; printf '${said}\\n' >&2; exit ${code}`;
    const list = "echo '  Stream #0:1[0x100]: Video: h264 (High) ([27][0][0][0] / 0x001B), yuv420p' >&2; exit 1";
    const script = `#!/bin/sh\ncase "$*" in *pcm_s16le*) cat "${folder}/head.wav";; *-hide_banner*) ${list};; *) ${decode};; esac\n`;
    await writeFile(path, script, { mode: 0o755 });
    const audio = await openAudioFile(clip, { codecs: [ffmpegCodecBy(async () => ({ path, version: '0' }), 5000)] });
    let frames = 0;
    const reading = (async () => {
      for await (const [channel] of audio.read()) frames += channel!.length;
    })();
    const error = await failure(reading);
    expect(frames).toBe(2);
    if (code === 0) expect([error, audio.complaint?.()]).toEqual([undefined, told]);
    else expect((error as DspError).message).toMatch(told);
    await audio.close();
  });

  test('is ended by an aborted signal', async () => {
    const audio = await openAudioFile(clip, await hanging(true, 60_000));
    const controller = new AbortController();
    let frames = 0;
    const reading = (async () => {
      for await (const [channel] of audio.read({ signal: controller.signal })) {
        frames += channel!.length;
        controller.abort();
      }
    })();
    expect(await failure(reading)).toMatchObject({ name: 'AbortError' });
    expect(frames).toBe(8);
    await audio.close();
  });

  test('is not started for a signal that is aborted already', async () => {
    await rm(join(folder, 'decodes'), { force: true });
    const audio = await openAudioFile(clip, await hanging(true, 2_000));
    const reading = audio.read({ signal: AbortSignal.abort() });
    expect(await failure(reading[Symbol.asyncIterator]().next())).toMatchObject({ name: 'AbortError' });
    expect(await readdir(folder)).not.toContain('decodes');
    await audio.close();
  });
});
