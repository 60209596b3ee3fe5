import { imageFamilies } from './image-families.ts';
import type { ImageFamily } from './image-family.ts';
import { speechEncoders } from './speech-encoders/speech-encoders.ts';
import type { WaveformFamily } from './waveform-family.ts';

/** Networks that are built alike, told apart by what they take. */
export type Family = ImageFamily | WaveformFamily;

/** All families; who needs those of images alone imports `imageFamilies` and carries no encoder. */
export const families: readonly Family[] = [...imageFamilies, speechEncoders];
