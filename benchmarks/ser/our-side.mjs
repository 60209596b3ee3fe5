// Loads our-side.ts. Not by `node --import tsx`: `ser`'s worker threads would inherit that and start slower than they do.
import { register } from 'tsx/esm/api';

register();
await import('./our-side.ts');
