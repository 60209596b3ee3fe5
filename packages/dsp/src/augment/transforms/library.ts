import { DspError } from '../../errors.ts';
import type { Signal } from '../../signal.ts';

/** Recordings by name: names go into JSON, samples do not. All at the sample rate of the clips. */
export type SoundLibrary = { readonly [name: string]: Signal };

/** The names of a library in alphabetical order, so that the draw does not depend on how the object was built. */
export function namesOf(option: string, library: SoundLibrary): string[] {
  const names = Object.keys(library).sort();
  if (names.length > 0) return names;
  throw new DspError('invalid-option', `${option} must hold at least one recording. Received none.`);
}

/** The recording of a name. @throws DspError `invalid-option` */
export function soundOf(option: string, library: SoundLibrary, name: string): Signal {
  const sound = Object.hasOwn(library, name) ? library[name] : undefined;
  if (sound !== undefined) return sound;
  throw new DspError('invalid-option', `${option} must hold a recording named ${JSON.stringify(name)}. Received none.`);
}
