import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { fileURLToPath } from 'node:url';
import type { DrawnCall } from './row.ts';

/** What the reference gave, or why it gave nothing. */
export type Answer = { readonly values: Float64Array } | { readonly error: string };

/** Starts the process that answers; `PYTHON` names one that has the libraries. It says on stderr which it lacks. */
export function startReference(): { ask(call: DrawnCall): Promise<Answer>; stop(): void } {
  const script = fileURLToPath(new URL('../../reference/random_side.py', import.meta.url));
  const python = spawn(process.env.PYTHON ?? 'python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  const lines = createInterface({ input: python.stdout })[Symbol.asyncIterator]();
  return {
    async ask({ call, args, kwargs }) {
      const encoded = {
        call,
        args: args.map(encode),
        kwargs: Object.fromEntries(Object.entries(kwargs).map(([k, v]) => [k, encode(v)])),
      };
      python.stdin.write(`${JSON.stringify(encoded)}\n`);
      const { value, done } = await lines.next();
      if (done)
        throw new Error(
          'The Python process ended. Set PYTHON to one that has what CONTRIBUTING lists for random calls.',
        );
      const answer = JSON.parse(value) as { value?: { base64: string }; error?: string };
      if (answer.error !== undefined) return { error: answer.error };
      return { values: new Float64Array(Uint8Array.from(Buffer.from(answer.value!.base64, 'base64')).buffer) };
    },
    stop: () => void python.stdin.end(),
  };
}

function encode(value: unknown): unknown {
  if (isComplex(value)) return { re: encode(value.re), im: encode(value.im) };
  if (isMatrix(value)) return { ...(encode(value.data) as object), shape: value.shape };
  if (!(value instanceof Float32Array || value instanceof Float64Array)) return value;
  const dtype = value instanceof Float32Array ? '<f4' : '<f8';
  const bytes = Buffer.from(value.buffer, value.byteOffset, value.byteLength);
  return { dtype, shape: [value.length], base64: bytes.toString('base64') };
}

/** A row-major matrix without gaps. */
function isMatrix(value: unknown): value is { readonly data: Float64Array; readonly shape: readonly number[] } {
  return typeof value === 'object' && value !== null && 'data' in value && 'shape' in value;
}

function isComplex(value: unknown): value is { readonly re: unknown; readonly im: unknown } {
  return typeof value === 'object' && value !== null && 're' in value && 'im' in value;
}
