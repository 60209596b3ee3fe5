import * as v from 'valibot';
import { fitShape, type Shape } from './fit-shape.ts';
import type { ProcessIdentity } from './process-identity.ts';

/** Who holds a lock: the content of its file. */
export interface LockOwner extends ProcessIdentity {
  /** Random, new for each lock: the owner's true name. */
  readonly token: string;
}

const ownerShape: Shape<LockOwner> = v.object({
  token: v.string(),
  pid: v.pipe(v.number(), v.safeInteger(), v.minValue(1)),
  host: v.string(),
  realm: v.exactOptional(v.string()),
  started: v.exactOptional(v.string()),
});

/** Whose lock a text says it is; undefined for what is half written, or was when the power went. */
export function parseLockOwner(text: string): LockOwner | undefined {
  try {
    const fit = fitShape(JSON.parse(text), ownerShape);
    return 'value' in fit ? fit.value : undefined;
  } catch {
    return undefined;
  }
}
