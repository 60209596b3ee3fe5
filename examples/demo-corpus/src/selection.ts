import { ACTOR_COUNT, catalog, formatFilename, type Recording, type VocalChannel } from '@ser/ravdess';
import { DemoCorpusError } from './errors.ts';

/** What {@link selectRecordings} chooses by. */
export interface SelectionOptions {
  /** Number of actors, 1 to 99. */
  readonly actors: number;
  /** Recordings of each actor, or all that the catalog knows. */
  readonly itemsPerActor: number | 'all';
  readonly channels: readonly VocalChannel[];
}

/** A recording and where it lies. */
export interface CorpusItem {
  readonly recording: Recording;
  /** Path below the corpus folder, with slashes: `Actor_01/03-01-…-01.wav`. */
  readonly path: string;
}

/** The file name has two digits for the actor. */
const mostActors = 99;

/** Three bits each: intensity, statement, repetition. Neighbors differ in most of them, so a few are already varied. */
const takeOrder = [0b000, 0b110, 0b101, 0b011, 0b111, 0b001, 0b010, 0b100] as const;

/**
 * Chooses the recordings of a corpus, sorted by file name.
 *
 * With a number, each actor gets that many, in the proportions of the catalog: of 20 speech recordings 1 or 2 are neutral
 * and 2 or 3 are of each other emotion, over intensities, statements and repetitions. Which ones differs from actor to
 * actor and evens out over them. A smaller choice is part of every larger one.
 *
 * @throws {@link DemoCorpusError} `invalid-option`.
 */
export function selectRecordings({ actors, itemsPerActor, channels }: SelectionOptions): CorpusItem[] {
  check({ actors, itemsPerActor, channels });
  const known = catalog({ modality: 'audio-only' }).filter(({ vocalChannel }) => channels.includes(vocalChannel));
  const items: CorpusItem[] = [];
  for (let actor = 1; actor <= actors; actor++) {
    // Actors beyond the catalog record what the first man and the first woman do.
    const model = actor <= ACTOR_COUNT ? actor : 2 - (actor % 2);
    const own = known.filter((recording) => recording.actor === model).map((recording) => ({ ...recording, actor }));
    const count = itemsPerActor === 'all' ? own.length : Math.min(itemsPerActor, own.length);
    for (const recording of inBalancedOrder(own, actor).slice(0, count)) {
      items.push({
        recording,
        path: `Actor_${String(actor).padStart(2, '0')}/${formatFilename(recording, { maxActor: mostActors })}`,
      });
    }
  }
  return items.sort((a, b) => (a.path < b.path ? -1 : 1));
}

/** Orders so that every beginning of the list has the proportions of the whole. */
function inBalancedOrder(recordings: readonly Recording[], actor: number): Recording[] {
  const groups = new Map<string, Recording[]>();
  for (const recording of recordings) {
    const key = `${recording.vocalChannel} ${recording.emotion}`;
    groups.set(key, [...(groups.get(key) ?? []), recording]);
  }
  const placed: { recording: Recording; position: number }[] = [];
  [...groups.values()].forEach((group, g) => {
    // Each actor starts the groups in another order, so that what one gets less of the next gets more of.
    const start = (((g * 3 + actor * 5 + Math.floor(actor / 8)) % groups.size) + 0.5) / groups.size;
    const flip = takeOrder[(actor * 3 + g * 5) % 8]!;
    const rank = (recording: Recording): number => takeOrder.indexOf((takeOf(recording) ^ flip) as 0);
    group
      .sort((a, b) => rank(a) - rank(b))
      .forEach((recording, k) => {
        placed.push({ recording, position: (k + start) / group.length });
      });
  });
  return placed.sort((a, b) => a.position - b.position).map(({ recording }) => recording);
}

function takeOf({ intensity, statement, repetition }: Recording): number {
  return (intensity === 'strong' ? 4 : 0) + (statement === 'dogs' ? 2 : 0) + (repetition === 2 ? 1 : 0);
}

function check({ actors, itemsPerActor, channels }: SelectionOptions): void {
  if (!Number.isInteger(actors) || actors < 1 || actors > mostActors) {
    throw new DemoCorpusError(
      'invalid-option',
      `actors must be an integer from 1 to ${mostActors}. Received ${actors}.`,
    );
  }
  if (itemsPerActor !== 'all' && (!Number.isInteger(itemsPerActor) || itemsPerActor < 1)) {
    throw new DemoCorpusError(
      'invalid-option',
      `itemsPerActor must be a positive integer or 'all'. Received ${itemsPerActor}.`,
    );
  }
  if (channels.length === 0 || channels.some((channel) => channel !== 'speech' && channel !== 'song')) {
    throw new DemoCorpusError(
      'invalid-option',
      `channels must name 'speech', 'song' or both. Received [${channels.join(', ')}].`,
    );
  }
}
