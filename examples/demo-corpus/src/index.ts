// The generator

export { type DemoCorpusEvent, type DemoCorpusOptions, type DemoCorpusResult, generateDemoCorpus } from './generate.ts';
export { manifestName } from './manifest.ts';

// How it sounds

export { type Prosody, prosodies } from './prosody.ts';
export { type Voice, voiceOf } from './voices.ts';

// Errors

export { DemoCorpusError, type DemoCorpusErrorCode } from './errors.ts';
