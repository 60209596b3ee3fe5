import { RavdessError } from '../errors.ts';
import { ACTOR_COUNT } from '../labels.ts';

/** Checks the option `maxActor` and fills in its default. */
export function checkMaxActor(maxActor: number = ACTOR_COUNT): number {
  if (!Number.isInteger(maxActor) || maxActor < 1 || maxActor > 99) {
    throw new RavdessError(
      'invalid-option',
      `maxActor must be a whole number from 1 to 99, since the field has two digits; received ${maxActor}.`,
      { field: 'maxActor', received: String(maxActor), allowed: '1 to 99' },
    );
  }
  return maxActor;
}
