/** First byte that the compiler does not use itself: the caller lays out everything behind it. */
export function heapBase(): usize {
  return __heap_base;
}

export { stft32, stft64, spectrogram32, spectrogram64 } from './stft';
export { mel32, mel64 } from './mel';
