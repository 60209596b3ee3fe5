// pnpm tsx benchmarks/dsp/codecs.ts [--seconds 300] [--write]     (after `pnpm build`; needs ffmpeg, and PYTHON with soundfile)
//
// Every format that loadAudioFile reads, in a file that ffmpeg made of the speech of examples/recordings: what decodes it, how far
// every sample is from libsndfile (from ffmpeg where libsndfile does not read the format), and the processor time beside ffmpeg's,
// one thread on each side, the median of nine rounds. --write puts the table into docs/codecs.md.
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { encodeWav, resample } from '@ser/dsp';
import { loadAudioFile, openAudioFile } from '@ser/dsp/node';

const { values } = parseArgs({
  options: { seconds: { type: 'string', default: '300' }, write: { type: 'boolean', default: false } },
});
const seconds = Number(values.seconds);
const python = process.env.PYTHON ?? 'python3';
const folder = mkdtempSync(join(tmpdir(), 'dsp-codecs-'));
const page = fileURLToPath(new URL('../../docs/codecs.md', import.meta.url));

/** Format, file, rate, channels, what ffmpeg is told, and what the difference is to. */
type Row = [format: string, file: string, rate: number, channels: number, args: string[], reader: Reader];
type Reader = 'libsndfile' | 'ffmpeg' | 'libopus by ffmpeg (16 bits)';
const rows: readonly Row[] = [
  ['WAV, 16 bits', '16.wav', 48000, 1, [], 'libsndfile'],
  ['WAV, 24 bits, stereo', '24.wav', 44100, 2, ['-c:a', 'pcm_s24le'], 'libsndfile'],
  ['WAV, IMA ADPCM', 'ima.wav', 22050, 1, ['-c:a', 'adpcm_ima_wav'], 'libsndfile'],
  ['AIFF, 16 bits', '16.aiff', 44100, 2, [], 'libsndfile'],
  ['AU, µ-law', 'mulaw.au', 8000, 1, ['-c:a', 'pcm_mulaw'], 'libsndfile'],
  ['FLAC, 16 bits', '16.flac', 48000, 1, ['-c:a', 'flac'], 'libsndfile'],
  ['FLAC, 24 bits, stereo', '24.flac', 48000, 2, ['-sample_fmt', 's32', '-c:a', 'flac'], 'libsndfile'],
  ['Ogg Vorbis', 'vorbis.ogg', 44100, 2, ['-c:a', 'libvorbis', '-q:a', '4'], 'libsndfile'],
  ['Ogg Opus', 'opus.opus', 48000, 1, ['-c:a', 'libopus', '-b:a', '32k'], 'libsndfile'],
  ['WebM, Opus', 'opus.webm', 48000, 1, ['-c:a', 'libopus', '-b:a', '32k'], 'libopus by ffmpeg (16 bits)'],
  ['MP3, 64 kbit/s', 'cbr.mp3', 48000, 1, ['-b:a', '64k'], 'libsndfile'],
  ['MP3, variable, stereo', 'vbr.mp3', 44100, 2, ['-q:a', '4'], 'libsndfile'],
  ['MP3 without a Xing head', 'bare.mp3', 22050, 1, ['-b:a', '48k', '-write_xing', '0'], 'libsndfile'],
  ['M4A, AAC', 'aac.m4a', 44100, 1, ['-c:a', 'aac', '-b:a', '64k'], 'ffmpeg'],
  ['M4A, ALAC', 'alac.m4a', 44100, 1, ['-c:a', 'alac'], 'ffmpeg'],
  ['Windows Media', 'wma.wma', 44100, 1, ['-c:a', 'wmav2', '-b:a', '64k'], 'ffmpeg'],
];

const run = (command: string, args: readonly string[]): Buffer =>
  execFileSync(command, args, { maxBuffer: 2 ** 31 - 1, stdio: ['ignore', 'pipe', 'inherit'] });
const ffmpeg = (...args: string[]): Buffer => run('ffmpeg', ['-v', 'error', '-nostdin', '-y', ...args]);

/** Seconds of processor time of a command, user and system. */
function processorTime(command: string): number {
  const script = `TIMEFORMAT='%U %S'; time ${command} >/dev/null`;
  const told = execFileSync('bash', ['-c', `{ ${script}; } 2>&1`], { encoding: 'utf8' });
  return told
    .trim()
    .split(/\s+/)
    .reduce((sum, x) => sum + Number(x), 0);
}

/** All samples, channel after channel, by another decoder. */
function reference(path: string, channels: number, reader: Reader): Float32Array[] {
  const bytes =
    reader === 'libsndfile'
      ? run(python, [
          '-c',
          'import sys, soundfile; sys.stdout.buffer.write(soundfile.read(sys.argv[1], dtype="float32")[0].tobytes())',
          path,
        ])
      : ffmpeg(
          ...(reader === 'ffmpeg' ? [] : ['-c:a', 'libopus']),
          '-i',
          path,
          '-c:a',
          'pcm_f32le',
          '-f',
          'f32le',
          '-',
        );
  const all = new Float32Array(bytes.buffer.slice(bytes.byteOffset, bytes.byteOffset + bytes.length));
  return Array.from({ length: channels }, (_, c) =>
    Float32Array.from({ length: all.length / channels }, (_, i) => all[i * channels + c]!),
  );
}

const median = (numbers: number[]): number => numbers.sort((a, b) => a - b)[Math.floor(numbers.length / 2)]!;

async function decodeAll(path: string): Promise<string> {
  const audio = await openAudioFile(path);
  try {
    for await (const _ of audio.read());
    return audio.decoder;
  } finally {
    await audio.close();
  }
}

// The speech, over and over; the second channel is the first one, later.
const takes = ['03-01-01-01-01-01-01', '03-01-05-01-02-01-02', '03-01-05-01-02-01-03', '03-01-01-01-01-01-04'];
const pieces = await Promise.all(
  takes.map((name) =>
    loadAudioFile(new URL(`../../examples/recordings/${name}.wav`, import.meta.url), { sampleRate: null }),
  ),
);
const speech = pieces.flatMap(({ samples }) => [...samples]);
const once = resample(Float32Array.from(speech), { from: 16000, to: 48000 });
const left = Float32Array.from({ length: seconds * 48000 }, (_, i) => 0.5 * once[i % once.length]!);
const right = left.map((_, i) => left[Math.max(0, i - 4800)]!);
const source = join(folder, 'source.wav');
writeFileSync(source, encodeWav({ channels: [left, right], sampleRate: 48000 }, { bitDepth: 16 }));

const lines = [
  '| format | decoded by | differs by at most | from | samples more or fewer | processor time ÷ ffmpeg’s | % of real time |',
  '|---|---|---|---|---|---|---|',
];
for (const [format, file, rate, channels, args, reader] of rows) {
  const path = join(folder, file);
  ffmpeg('-i', source, '-ar', String(rate), '-ac', String(channels), ...args, path);
  const decoder = await decodeAll(path);
  const ours = await loadAudioFile(path, { sampleRate: null, mono: false });
  const theirs = reference(path, channels, reader);
  let largest = 0;
  for (const [c, channel] of ours.channels.entries()) {
    const other = theirs[c]!;
    for (let i = 0; i < Math.min(channel.length, other.length); i++)
      largest = Math.max(largest, Math.abs(channel[i]! - other[i]!));
  }
  const isProgram = decoder.startsWith('ffmpeg');
  const times: number[] = [];
  const ratios: number[] = [];
  for (let round = 0; round < 9; round++) {
    const begin = process.cpuUsage();
    if (!isProgram) await decodeAll(path);
    const { user, system } = process.cpuUsage(begin);
    // What the program itself takes is no time of this process.
    const their = processorTime(`ffmpeg -v error -nostdin -threads 1 -i ${path} -c:a pcm_f32le -f f32le -`);
    times.push((user + system) / 1e6);
    ratios.push((user + system) / 1e6 / their);
  }
  const more = ours.channels[0]!.length - theirs[0]!.length;
  const speed = isProgram
    ? 'it is ffmpeg | –'
    : `${median(ratios).toFixed(2)} | ${((100 * median(times)) / seconds).toFixed(2)}`;
  lines.push(
    `| ${format} | ${decoder} | ${largest === 0 ? '0' : largest.toExponential(1)} | ${reader} | ${more} | ${speed} |`,
  );
  console.error(lines.at(-1));
  rmSync(path);
}
rmSync(folder, { recursive: true });

console.log(lines.join('\n'));
if (values.write) {
  const text = readFileSync(page, 'utf8');
  const [begin, end] = ['<!-- table: begin -->', '<!-- table: end -->'];
  const [before, after] = [text.slice(0, text.indexOf(begin) + begin.length), text.slice(text.indexOf(end))];
  writeFileSync(page, `${before}\n\n${lines.join('\n')}\n\n${after}`);
}
