// The generator

// Errors
export { DemoCorpusError, type DemoCorpusErrorCode } from './errors.ts';
export { type DemoCorpusEvent, type DemoCorpusOptions, type DemoCorpusResult, generateDemoCorpus } from './generate.ts';
// What it chooses and how it sounds
export { type Prosody, prosodies } from './prosody.ts';
export { type Voice, voiceOf } from './voices.ts';
// The file by which a demo corpus is known
export { manifestName } from './manifest.ts';
