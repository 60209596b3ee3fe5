// Computes: speech gate, features, network. The page sends what is to be done, and shows what comes back.

import type { Device, Runtime } from './model.ts';
import { createResponder, type Reply, type Request } from './respond.ts';

const respond = createResponder({ reply: (message: Reply) => postMessage(message), importRuntime });
addEventListener('message', ({ data }: MessageEvent<Request>) => respond(data));

/** ONNX Runtime is large: it is fetched when a network is opened. */
async function importRuntime(device: Device): Promise<Runtime> {
  const ort = await (device === 'webgpu' ? import('./onnx-runtime-webgpu.js') : import('./onnx-runtime.js'));
  // More threads need memory that is shared, which few web servers allow.
  ort.env.wasm.numThreads = 1;
  return ort;
}
