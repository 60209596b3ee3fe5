import type { BackboneSession } from '../engines/session.ts';
import type { OwnedFloat32 } from '../owned-arrays.ts';
import { type ClipLike, prepareClip } from './clip.ts';

/**
 * Runs a session on clips of any lengths and gives all its outputs for each clip, in order. Each clip is computed alone: a
 * norm over time would see padding, int8 takes its scales from all that is computed together, and ONNX Runtime adds in another
 * order in a batch, so that the same clip would give other bytes beside others.
 */
export async function* runClips(
  session: BackboneSession,
  clips: Iterable<ClipLike> | AsyncIterable<ClipLike>,
  signal: AbortSignal | undefined,
): AsyncGenerator<readonly OwnedFloat32[], void, undefined> {
  let index = 0;
  for await (const clip of clips) {
    signal?.throwIfAborted();
    // Every runtime copies its outputs out of its own memory.
    yield (await session.run(prepareClip(clip, index++, session.backbone), 1)) as OwnedFloat32[];
  }
}
