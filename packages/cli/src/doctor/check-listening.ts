import { DspError, segmentSpeech } from '@ser/dsp';
import { fileCodecs, findFfmpeg } from '@ser/dsp/node';
import type { Finding } from './finding.ts';
import { testSound } from './test-sound.ts';

/** Loads every decoder: one that is there looks at a file that is none, and says so. */
export async function checkDecoders(): Promise<Finding[]> {
  const group = 'decoders';
  const findings: Finding[] = [];
  for (const { name, open } of fileCodecs) {
    if (name === 'ffmpeg') continue;
    const missing = await open({ size: 0, read: async () => new Uint8Array(0) }).then(
      () => undefined,
      (cause: unknown) => (DspError.isInstance(cause) && cause.code === 'missing-package' ? cause.message : undefined),
    );
    const remedy = missing && /(npm install \S+)/.exec(missing)?.[1];
    findings.push({
      group,
      name,
      works: missing === undefined,
      detail: missing === undefined ? 'loaded' : 'the package that decodes it is not installed',
      ...(remedy && { remedy }),
    });
  }
  const ffmpeg = await findFfmpeg();
  findings.push({
    group,
    name: 'ffmpeg',
    works: ffmpeg !== undefined,
    detail: ffmpeg
      ? `${ffmpeg.version}, by ${ffmpeg.path}: AAC, MP4, WebM and all else that has sound`
      : 'not on the path, nor named by FFMPEG: AAC, MP4, WebM and the like cannot be read',
    ...(!ffmpeg && { remedy: INSTALL[process.platform] ?? 'sudo apt-get install ffmpeg' }),
  });
  return findings;
}

const INSTALL: Partial<Record<NodeJS.Platform, string>> = {
  darwin: 'brew install ffmpeg',
  win32: 'winget install Gyan.FFmpeg',
};

/** Lets what tells speech from other sound without a network hear some. */
export function checkSpeech(): Finding {
  const sampleRate = 16_000;
  const samples = testSound(sampleRate);
  const found = segmentSpeech(samples, { sampleRate });
  const seconds = found.map(
    ({ start, end }) => `${(start / sampleRate).toFixed(1)}–${(end / sampleRate).toFixed(1)} s`,
  );
  const works = found.length > 0 && found.every(({ start, end }) => start > 0.8 * sampleRate && end < 2.2 * sampleRate);
  return {
    group: 'speech detector',
    name: 'segmentSpeech',
    works,
    detail: works
      ? 'by level and spectral flatness, without a model'
      : `it finds ${seconds.join(', ') || 'nothing'} of 1.0–2.0 s`,
    isNeeded: true,
  };
}
