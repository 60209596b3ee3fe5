// pnpm tsx benchmarks/gpu/evidence.ts [--devices cpu,cuda] [--size 224x224] [--software-webgpu] [--out DIR]   (after `pnpm build`)
//
// What ONNX Runtime does on the devices of this machine, in one command, in at most ten minutes, without a network: opens every
// device, holds embeddings and gradients on it against the CPU's and TensorFlow's, times embeddings of VGG16, ResNet101V2 and
// WavLM base (random weights), and a fine-tuning step of VGG16 (batch 32 in micro-batches of 8), and looks for the largest batch that a step holds at
// once. Writes evidence.json and evidence.md beside this file. Each device has a process of its own, which is ended after its
// share of the time: what it had measured by then counts. `--software-webgpu` lets WebGPU compute by the Vulkan driver that
// Chromium brings for machines without a GPU: its numbers are held against the others, its times are not taken.
import { execFileSync, spawn } from 'node:child_process';
import { rmSync, writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parseArgs } from 'node:util';
import { onnxDeviceNames } from '@ser/models';
import { softwareVulkan } from '../../packages/models/testing/software-vulkan.ts';
import { type DeviceEvidence, type Evidence, evidencePage } from './evidence-page.ts';
import { type Measured, measureDevice } from './measure-device.ts';

/** Milliseconds that all devices have together; opening and writing have the rest of ten minutes. */
const LIMIT = 570_000;

const here = fileURLToPath(new URL('.', import.meta.url));
const { values } = parseArgs({
  options: {
    devices: { type: 'string', default: onnxDeviceNames.join() },
    size: { type: 'string', default: '224x224' },
    'software-webgpu': { type: 'boolean', default: false },
    out: { type: 'string', default: here },
    only: { type: 'string' },
    untimed: { type: 'boolean', default: false },
  },
});
if (values.only) {
  const { only, size, untimed } = values;
  await measureDevice(only, { size, isTimed: !untimed, report: (part) => console.log(JSON.stringify(part)) });
} else {
  await main();
}

async function main(): Promise<void> {
  const asked = values.devices.split(',');
  const names = onnxDeviceNames.filter((name) => asked.includes(name));
  const before = loadavg()[0]!;
  const end = performance.now() + LIMIT;
  const measured = new Map<string, DeviceEvidence>();
  // Most are refused at once: each may take half of what is left, and the CPU, which comes last, all of it.
  for (const device of [...names].reverse()) {
    const left = end - performance.now();
    const evidence = { device, ...(await inOwnProcess(device, device === 'cpu' ? left : left / 2)) };
    console.error(`${device}: ${evidence.refused?.reason ?? evidence.endedEarly ?? 'measured'}`);
    measured.set(device, evidence);
  }
  const evidence: Evidence = {
    date: new Date().toISOString().slice(0, 10),
    commit: said('git', 'rev-parse', '--short', 'HEAD') ?? 'unknown',
    node: process.version,
    onnxruntime: (await import('onnxruntime-node')).env.versions.common,
    processor: `${cpus()[0]!.model.trim()}, ${cpus().length} cores`,
    memory: `${Math.round(totalmem() / 2 ** 30)} GiB`,
    load: [before, loadavg()[0]!],
    card: said('nvidia-smi', '--query-gpu=name,driver_version,memory.total', '--format=csv,noheader'),
    software: values['software-webgpu'] && measured.get('webgpu')?.gradientDifference !== undefined ? ['webgpu'] : [],
    size: values.size,
    devices: names.map((name) => measured.get(name)!),
  };
  writeFileSync(join(values.out, 'evidence.json'), `${JSON.stringify(evidence, null, 2)}\n`);
  writeFileSync(join(values.out, 'evidence.md'), evidencePage(evidence));
  console.error(`Written: ${join(values.out, 'evidence.md')}`);
}

/** Measures in a process that may fail or run out of time. */
function inOwnProcess(device: string, limit: number): Promise<Measured> {
  const isSoftware = values['software-webgpu'] && device === 'webgpu';
  const environment = isSoftware ? softwareEnvironment() : process.env;
  const own = ['--only', device, '--size', values.size, ...(isSoftware ? ['--untimed'] : [])];
  const child = spawn(process.execPath, [...process.execArgv, fileURLToPath(import.meta.url), ...own], {
    stdio: ['ignore', 'pipe', 'inherit'],
    env: environment,
  });
  let isLate = false;
  const timer = setTimeout(() => {
    isLate = true;
    child.kill('SIGKILL');
  }, limit);
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code, signal) => {
      clearTimeout(timer);
      // The folder that the driver was found in is ours.
      if (isSoftware) rmSync(environment.LD_LIBRARY_PATH!.split(':')[0]!, { recursive: true });
      const parts = text.split('\n').filter((line) => line.startsWith('{'));
      const measured: Measured = Object.assign({}, ...parts.map((line) => JSON.parse(line) as Measured));
      const how = isLate ? `after ${Math.round(limit / 1000)} s` : (signal ?? `exit code ${code}`);
      resolve(code === 0 ? measured : { ...measured, endedEarly: how });
    });
  });
}

function softwareEnvironment(): NodeJS.ProcessEnv {
  const environment = softwareVulkan();
  if (environment) return environment;
  throw new Error('No Chromium was found, whose driver computes in software: install one, or set CHROMIUM_PATH.');
}

function said(command: string, ...rest: readonly string[]): string | null {
  try {
    return execFileSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
