import { DspError, segmentSpeech } from '@ser/dsp';
import { fileCodecs, findFfmpeg } from '@ser/dsp/node';
import type { Finding } from './finding.ts';

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

/** Lets the speech detector hear a second of voiced sound between two of silence. */
export function checkSpeech(): Finding {
  const sampleRate = 16_000;
  let phase = 0;
  const samples = Float32Array.from({ length: 3 * sampleRate }, (_, n) => {
    const t = n / sampleRate;
    phase += (150 + 40 * Math.sin(2 * Math.PI * 1.7 * t)) / sampleRate;
    if (t < 1 || t >= 2) return 0;
    let sum = 0;
    for (let h = 1; h <= 20; h++) sum += Math.sin(2 * Math.PI * h * phase) / (1 + Math.abs(h - 4));
    return 0.1 * sum * (0.6 + 0.4 * Math.sin(2 * Math.PI * 4 * t));
  });
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
