import type { Measured } from './measure-device.ts';

/** What is known of one device. */
export interface DeviceEvidence extends Measured {
  readonly device: string;
}

/** Everything that the page says. */
export interface Evidence {
  readonly date: string;
  readonly commit: string;
  readonly node: string;
  readonly onnxruntime: string;
  readonly processor: string;
  readonly memory: string;
  /** Mean number of processes that wanted to run, before and after. */
  readonly load: readonly [number, number];
  /** The graphics card and its driver; null where there is none. */
  readonly card: string | null;
  /** Devices that computed in software here. */
  readonly software: readonly string[];
  readonly size: string;
  readonly devices: readonly DeviceEvidence[];
}

const small = (value: number | undefined): string => (value === undefined ? '–' : value.toExponential(1));
const fixed = (value: number | undefined, digits: number): string =>
  value === undefined ? '–' : value.toFixed(digits);

/** What was measured, as a page for people. */
export function evidencePage(evidence: Evidence): string {
  const { card, devices, size, load, software } = evidence;
  const computed = devices.filter(({ refused }) => refused === undefined);
  const refused = devices.filter((device) => device.refused !== undefined);
  const isGpu = computed.some(({ device }) => device !== 'cpu' && !software.includes(device));
  const lines = [
    '# ONNX Runtime on the devices of one machine',
    '',
    `Written by \`pnpm tsx benchmarks/gpu/evidence.ts\` on ${evidence.date}, commit ${evidence.commit}.`,
    '',
    isGpu
      ? `Card: ${card ?? 'not named by nvidia-smi'}.`
      : `**No GPU was at hand**${card ? ` that ONNX Runtime could use (${card})` : ''}: every figure is the processor's.`,
    ...(software.length > 0
      ? [
          `In software, by SwiftShader: ${software.map(ticked).join(', ')}. Its times would say nothing of a GPU and were not taken.`,
        ]
      : []),
    '',
    `Node ${evidence.node}, onnxruntime-node ${evidence.onnxruntime}, ${evidence.processor}, ${evidence.memory}; ` +
      `${load[0].toFixed(1)} processes wanted to run before, ${load[1].toFixed(1)} after.`,
    '',
    `Differences are relative to the largest value: of embeddings to the CPU's (the largest of all networks), of gradients to TensorFlow's in float64. Times are by the clock; images ${size}.`,
    '',
    '| device | embeddings differ by | gradients differ by | VGG16, ms an image | ResNet101V2 | WavLM base, ms a clip of 3 s | step of VGG16, batch 32, s | memory, GiB | largest batch |',
    '|---|---|---|---|---|---|---|---|---|',
    ...computed.map(row),
    '',
  ];
  const early = computed.flatMap(({ device, endedEarly }) => (endedEarly ? [`- \`${device}\`: ${endedEarly}`] : []));
  if (early.length > 0) lines.push('Ended before everything was measured:', '', ...early, '');
  if (refused.length > 0) {
    lines.push('Not to be had here:', '', '| device | why | what to do |', '|---|---|---|');
    for (const { device, refused: why } of refused)
      lines.push(`| \`${device}\` | ${cell(why!.reason)} | ${cell(why!.remedy)} |`);
    lines.push('');
  }
  return lines.join('\n');
}

function row(one: DeviceEvidence): string {
  const { vgg16, resnet101v2, 'wavlm-base': wavlm } = one.embedding ?? {};
  const differences = Object.values(one.embeddingDifferences ?? {});
  const cells = [
    `\`${one.device}\``,
    small(differences.length > 0 ? Math.max(...differences) : undefined),
    small(one.gradientDifference),
    fixed(vgg16, 0),
    fixed(resnet101v2, 0),
    fixed(wavlm, 0),
    fixed(one.step, 1),
    fixed(one.stepMemory === undefined ? undefined : one.stepMemory / 2 ** 30, 1),
    one.largestBatch === undefined ? '–' : `${one.largestBatch}`,
  ];
  return `| ${cells.join(' | ')} |`;
}

const ticked = (name: string): string => `\`${name}\``;

function cell(text: string): string {
  return text.replaceAll('|', '\\|').replaceAll('<', '&lt;');
}
