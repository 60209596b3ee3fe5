/** Extensions of files that can hold a recording, in lower case without their dot; video files are read for their sound. */
export const AUDIO_EXTENSIONS: readonly string[] = [
  'wav',
  'wave',
  'bwf',
  'rf64',
  'w64',
  'flac',
  'mp3',
  'mp2',
  'ogg',
  'oga',
  'opus',
  'm4a',
  'mp4',
  'm4v',
  'mov',
  'mkv',
  'webm',
  'weba',
  'aac',
  'aif',
  'aiff',
  'aifc',
  'au',
  'snd',
  'caf',
  'wma',
  'amr',
  '3gp',
  'sph',
  'avi',
];

const known: ReadonlySet<string> = new Set(AUDIO_EXTENSIONS);

/** Whether a file can hold a recording, by its extension. */
export function isAudioFile(path: string): boolean {
  return known.has(path.slice(path.lastIndexOf('.') + 1).toLowerCase());
}
