/**
 * The six audio-only files with two channels; all others have one.
 *
 * Source: an audit of both audio archives (Zenodo record 1188976, v1.0.0) by file header.
 */
export const STEREO_FILES: readonly string[] = [
  '03-01-02-01-01-02-01.wav',
  '03-01-02-01-02-02-05.wav',
  '03-01-03-01-02-01-20.wav',
  '03-01-06-01-01-02-20.wav',
  '03-01-08-01-02-02-01.wav',
  '03-02-01-01-01-01-24.wav',
];

/**
 * The one pair of audio-only files whose samples are identical: two repetitions of one sentence by actor 7.
 *
 * Source: an audit of both audio archives (Zenodo record 1188976, v1.0.0) by hash of the samples.
 */
export const IDENTICAL_FILES: readonly [string, string] = ['03-01-03-01-02-01-07.wav', '03-01-03-01-02-02-07.wav'];
