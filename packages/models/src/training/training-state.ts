import * as v from 'valibot';
import { ModelsError } from '../errors.ts';
import { checkShape } from '../storage/parse-json.ts';
import type { NamedTensor } from '../weights/byte-source.ts';
import { sha256 } from '../weights/fingerprint-weights.ts';
import { decodeSafetensors, encodeSafetensors } from '../weights/safetensors.ts';
import type { StoppingState } from './early-stopping.ts';
import type { OptimizerState } from './optimizer.ts';
import type { PlateauState } from './reduce-on-plateau.ts';
import type { StopReason } from './training-types.ts';

/** Everything about a training that is not a tensor; plain JSON. */
export interface TrainingProgress {
  /** Epochs done. */
  epoch: number;
  /** Steps done. */
  step: number;
  history: Record<string, number[]>;
  stopping: StoppingState;
  plateau: PlateauState;
  /** Set once the training has ended. */
  stoppedBy: StopReason | null;
}

/** State of a training between two epochs. */
export interface TrainingState {
  readonly progress: TrainingProgress;
  /** The model's weights that training can change. */
  readonly weights: readonly Float32Array[];
  /** The same at the best epoch, when they are to be restored. */
  readonly bestWeights: readonly Float32Array[] | null;
}

const whole = v.pipe(v.number(), v.safeInteger(), v.minValue(0));
const progressSchema: v.GenericSchema<unknown, TrainingProgress> = v.object({
  epoch: whole,
  step: whole,
  // JSON has no NaN.
  history: v.record(
    v.string(),
    v.array(
      v.pipe(
        v.nullable(v.number()),
        v.transform((value) => value ?? Number.NaN),
      ),
    ),
  ),
  stopping: v.object({ best: v.nullable(v.number()), bestEpoch: whole, wait: whole }),
  plateau: v.object({ best: v.nullable(v.number()), wait: whole, cooldown: whole, scale: v.number() }),
  stoppedBy: v.nullable(v.picklist(['epochs', 'early-stopping', 'nan'])),
});

/** The state before the first step. */
export function initialProgress(): TrainingProgress {
  return {
    epoch: 0,
    step: 0,
    history: {},
    stopping: { best: null, bestEpoch: 0, wait: 0 },
    plateau: { best: null, wait: 0, cooldown: 0, scale: 1 },
    stoppedBy: null,
  };
}

/** Writes the whole state of a training, optimizer included, as one safetensors file. */
export async function encodeState(
  state: TrainingState,
  { step, slots }: OptimizerState,
  fingerprint: string,
): Promise<Uint8Array> {
  const tensors = new Map<string, NamedTensor>();
  const put = (name: string, data: Float32Array) => tensors.set(name, { shape: [data.length], data });
  state.weights.forEach((data, i) => {
    put(`weight.${i}`, data);
  });
  state.bestWeights?.forEach((data, i) => {
    put(`best.${i}`, data);
  });
  slots.forEach(([m, v], i) => {
    put(`m.${i}`, m);
    put(`v.${i}`, v);
  });
  const metadata = {
    format: 'ser-checkpoint-1',
    fingerprint,
    optimizerStep: String(step),
    progress: JSON.stringify(state.progress),
  };
  // The digest is of the file as it would be without it.
  const digest = await sha256(encodeSafetensors({ tensors, metadata }));
  return encodeSafetensors({ tensors, metadata: { ...metadata, sha256: digest } });
}

/**
 * Reads what {@link encodeState} wrote.
 *
 * @throws {ModelsError} `training` when the state belongs to another training, `invalid-file` when it is not a state.
 */
export async function decodeState(
  bytes: Uint8Array,
  fingerprint: string,
): Promise<TrainingState & { readonly optimizer: OptimizerState }> {
  const {
    tensors,
    metadata: { sha256: digest, ...metadata },
  } = decodeSafetensors(bytes);
  if (metadata.format !== 'ser-checkpoint-1') {
    throw new ModelsError(
      'invalid-file',
      `Not a training checkpoint of this package. Received format "${metadata.format}".`,
    );
  }
  if (digest !== (await sha256(encodeSafetensors({ tensors, metadata })))) {
    throw new ModelsError('invalid-file', 'It was changed after it was written: its SHA-256 does not match.');
  }
  if (metadata.fingerprint !== fingerprint) {
    throw new ModelsError(
      'training',
      'It belongs to another training: its data, model or options differ from those given, or another version of this package wrote it. Go on with the same.',
    );
  }
  const list = (kind: string): Float32Array[] => {
    const found: Float32Array[] = [];
    for (let i = 0; tensors.has(`${kind}.${i}`); i++) found.push(tensors.get(`${kind}.${i}`)!.data);
    return found;
  };
  const second = list('v');
  const best = list('best');
  return {
    progress: checkShape(JSON.parse(metadata.progress!), 'The progress of the checkpoint', progressSchema),
    weights: list('weight'),
    bestWeights: best.length > 0 ? best : null,
    optimizer: {
      step: Number(metadata.optimizerStep),
      slots: list('m').map((m, i) => [m, second[i]!] as const),
    },
  };
}
