import type { FrameKernel } from './frame-kernel.ts';

/** Frames to the real and imaginary parts of their bins. */
export function stftKernel(bins: number): FrameKernel {
  return {
    rows: bins,
    outputs: 2,
    prepare({ run }, precision) {
      const stft = precision === 32 ? run.stft32 : run.stft64;
      return ({ plan, signal, hop, count, data, outputs }) =>
        stft(plan, signal, hop, count, data, outputs[0]!, outputs[1]!);
    },
  };
}

/** Frames to the magnitudes of their bins, to the power 1 or 2. */
export function spectrogramKernel(bins: number, power: 1 | 2): FrameKernel {
  return {
    rows: bins,
    outputs: 1,
    prepare({ run }, precision) {
      const spectrogram = precision === 32 ? run.spectrogram32 : run.spectrogram64;
      return ({ plan, signal, hop, count, data, outputs }) =>
        spectrogram(plan, signal, hop, count, power, data, outputs[0]!);
    },
  };
}
