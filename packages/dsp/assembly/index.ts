/** First byte that the compiler does not use itself: the caller lays out everything behind it. */
export function heapBase(): usize {
  return __heap_base;
}

export { stft32, stft64, spectrogram32, spectrogram64 } from './stft';
export { mel32, mel64, melOf32, melOf64 } from './mel';
export { istft32, istft64, divide32, divide64 } from './istft';
export { stretch32, stretch64 } from './stretch';
export {
  forward32, forward64, filter32, filter64, inverse32, inverse64, load32, load64, store32, store64,
  interpolate32, interpolate64, finite32, finite64,
} from './resample';
export { lattice64 } from './lattice';
export { pcen32 } from './pcen';
export { product32, product64 } from './product';
export { correlate64 } from './correlation';
export { decibels32 } from './decibels';
export { extremes64, mostSummed } from './extremes';
export { seedNormals, normals, stateBytes } from './normal';
