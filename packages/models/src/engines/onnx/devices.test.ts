import * as ort from 'onnxruntime-node';
import { describe, expect, it } from 'vitest';
import { onnxDeviceNames, openOnDevice, tryOnnxDevice } from './devices.ts';
import type { OnnxRuntime } from './runtime.ts';

describe('tryOnnxDevice', () => {
  it('computes on the CPU', async () => {
    expect(await tryOnnxDevice('cpu')).toEqual({ ok: true, name: 'cpu', title: 'CPU' });
  });

  it.each(onnxDeviceNames)('says of %s that it computes, or why not and what to do', async (name) => {
    const attempt = await tryOnnxDevice(name);
    if (attempt.ok) return expect(attempt.title).not.toBe('');
    expect(attempt.reason).not.toBe('');
    expect(attempt.remedy).toMatch(/install|use /);
    // Asked for all the same it is refused, never replaced.
    await expect(openOnDevice(ort as unknown as OnnxRuntime, name, new Uint8Array(1))).rejects.toThrow(
      expect.objectContaining({ code: 'runtime', message: expect.stringContaining(attempt.remedy) }),
    );
  });

  it('refuses a device that computes something else', async () => {
    const runtime = {
      Tensor: ort.Tensor,
      InferenceSession: {
        create: () => Promise.resolve({ run: () => ({ y: { data: Float32Array.of(3) } }), release: () => {} }),
      },
    } as unknown as OnnxRuntime;
    expect(await tryOnnxDevice('webgpu', { runtime })).toMatchObject({
      ok: false,
      reason: 'it computes 3 where 756 is right',
    });
  });

  it('leaves nothing to the CPU while it tries', async () => {
    const asked: unknown[] = [];
    const runtime = {
      Tensor: ort.Tensor,
      InferenceSession: {
        create: (_: Uint8Array, options: unknown) => {
          asked.push(options);
          return Promise.reject(new Error('no such device\nmore'));
        },
      },
    } as unknown as OnnxRuntime;
    expect(await tryOnnxDevice('cuda', { runtime })).toMatchObject({ ok: false, reason: 'no such device' });
    expect(asked[0]).toMatchObject({
      executionProviders: ['cuda'],
      extra: { session: { disable_cpu_ep_fallback: '1' } },
    });
    await expect(tryOnnxDevice('tpu' as never)).rejects.toThrow(/device must be one of cpu, cuda, webgpu, dml, coreml/);
  });
});
