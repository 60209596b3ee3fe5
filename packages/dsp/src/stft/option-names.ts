import type { OptionNames } from '../check-call.ts';
import type { FrameOptions, StftOptions } from './options.ts';

/** Names of `FrameOptions` and `StftOptions`. */
export const frameNames: OptionNames<FrameOptions> = {
  nFft: true,
  hopLength: true,
  winLength: true,
  window: true,
  center: true,
};

export const stftNames: OptionNames<StftOptions> = {
  nFft: true,
  hopLength: true,
  winLength: true,
  window: true,
  center: true,
  padMode: true,
};
