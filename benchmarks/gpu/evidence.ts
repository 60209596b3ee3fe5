// pnpm tsx benchmarks/gpu/evidence.ts [--devices cpu,cuda] [--encoder FOLDER] [--size 224x224] [--out DIR]   (after `pnpm build`)
//
// What ONNX Runtime does on the devices of this machine, in one command, without a network: opens every device, holds
// embeddings and gradients on it against the CPU's and TensorFlow's, times embeddings of VGG16, ResNet101V2 and, where a
// folder is given, a speech encoder, and a fine-tuning step of VGG16 (batch 32 in micro-batches of 8), and looks for the
// largest batch that a step holds at once. Writes evidence.json and evidence.md beside this file. Each device has a process
// of its own, which is ended after eight minutes: what it had measured by then counts.
import { execFileSync, spawn } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { cpus, loadavg, totalmem } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { onnxDeviceNames, tryOnnxDevice } from '@ser/models';
import { type DeviceEvidence, type Evidence, evidencePage } from './evidence-page.ts';
import { type Measured, measureDevice } from './measure-device.ts';

/** Milliseconds that a device has. */
const LIMIT = 480_000;

const args = process.argv.slice(2);
const option = (name: string, fallback: string): string => {
  const at = args.indexOf(name);
  return at < 0 ? fallback : args[at + 1]!;
};
const here = fileURLToPath(new URL('.', import.meta.url));
const size = option('--size', '224x224');
const encoder = option('--encoder', '');
const only = option('--only', '');
if (only !== '') await measureDevice(only, { size, encoder, report: (part) => console.log(JSON.stringify(part)) });
else await main();

async function main(): Promise<void> {
  const asked = option('--devices', onnxDeviceNames.join()).split(',');
  const devices: DeviceEvidence[] = [];
  const before = loadavg()[0]!;
  for (const device of onnxDeviceNames.filter((name) => asked.includes(name))) {
    const attempt = await tryOnnxDevice(device);
    console.error(`${device}: ${attempt.ok ? 'computes' : attempt.reason}`);
    if (attempt.ok) devices.push({ device, ...(await inOwnProcess(device)) });
    else devices.push({ device, refused: { reason: attempt.reason, remedy: attempt.remedy } });
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
    size,
    devices,
  };
  const folder = option('--out', here);
  writeFileSync(join(folder, 'evidence.json'), `${JSON.stringify(evidence, null, 2)}\n`);
  writeFileSync(join(folder, 'evidence.md'), evidencePage(evidence));
  console.error(`Written: ${join(folder, 'evidence.md')}`);
}

/** Measures in a process that may fail or run out of time. */
function inOwnProcess(device: string): Promise<Measured> {
  const self = fileURLToPath(import.meta.url);
  const own = ['--only', device, '--size', size, ...(encoder === '' ? [] : ['--encoder', encoder])];
  const child = spawn(process.execPath, [...process.execArgv, self, ...own], { stdio: ['ignore', 'pipe', 'inherit'] });
  const timer = setTimeout(() => child.kill(), LIMIT);
  let text = '';
  child.stdout.on('data', (data: Buffer) => {
    text += data.toString();
  });
  return new Promise((resolve) => {
    child.on('close', (code) => {
      clearTimeout(timer);
      const parts = text.split('\n').filter((line) => line.startsWith('{'));
      const measured: Measured = Object.assign({}, ...parts.map((line) => JSON.parse(line) as Measured));
      resolve(code === 0 ? measured : { ...measured, endedEarly: code === null ? 'out of time' : `exit code ${code}` });
    });
  });
}

function said(command: string, ...rest: readonly string[]): string | null {
  try {
    return execFileSync(command, rest, { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }).trim();
  } catch {
    return null;
  }
}
