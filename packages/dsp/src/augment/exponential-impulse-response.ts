import { checkOptions, type OptionNames } from '../check-call.ts';
import { createNormal } from '../normal.ts';
import { portablePowerOfTen } from '../portable/power.ts';
import { type RandomSource, resolveRandom } from '../random.ts';
import type { OwnedFloat32 } from '../signal.ts';
import { requirePositive, requireRange, requireRoom } from '../validate.ts';

/** Options of {@link exponentialImpulseResponse}: these, and a `seed` or a `random` function. */
export type ExponentialImpulseResponseOptions = RandomSource & {
  /** Sample rate in Hz. */
  readonly sampleRate: number;
  /** Reverberation time RT60 in seconds: after it the tail is 60 dB down; > 0. A living room has about 0.4, a hall 2. */
  readonly decayTime: number;
  /**
   * Energy of the direct sound over that of the tail in dB: how near the talker is, −60 … 60.
   * @default 0
   */
  readonly directToReverberantDb?: number | undefined;
};

const names: OptionNames<ExponentialImpulseResponseOptions> = {
  seed: true,
  random: true,
  sampleRate: true,
  decayTime: true,
  directToReverberantDb: true,
};

/**
 * An impulse response for those who have recorded none: the direct sound, then Gaussian noise that decays exponentially.
 *
 * It has the decay of a diffuse room and none of its early echoes.
 *
 * @returns The response over one decay time, float32; its first sample is the direct sound, 1.
 * @throws {DspError} `invalid-option`.
 * @see Polack (1988), "La transmission de l'énergie sonore dans les salles", for the model.
 */
export function exponentialImpulseResponse(options: ExponentialImpulseResponseOptions): OwnedFloat32 {
  checkOptions('exponentialImpulseResponse', options, names);
  const { sampleRate, decayTime, directToReverberantDb = 0 } = options;
  requirePositive('sampleRate', sampleRate);
  requireRange('decayTime', decayTime, 1 / sampleRate, 60);
  requireRange('directToReverberantDb', directToReverberantDb, -60, 60);
  const normal = createNormal(resolveRandom(options));
  const length = Math.max(2, Math.ceil(decayTime * sampleRate));
  requireRoom('The response', length);
  const decay = portablePowerOfTen(-3 / (decayTime * sampleRate));
  const tail = new Float64Array(length);
  let envelope = 1;
  let energy = 0;
  for (let i = 1; i < length; i++) {
    envelope *= decay;
    tail[i] = envelope * normal();
    energy += tail[i]! * tail[i]!;
  }
  const scale = Math.sqrt(portablePowerOfTen(-directToReverberantDb / 10) / energy);
  const response = Float32Array.from(tail, (value) => value * scale);
  response[0] = 1;
  return response;
}
