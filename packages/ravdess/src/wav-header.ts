/** What a reader of WAV headers tells of a file; `readWavInfo` of `@ser/dsp/node` tells it. */
export interface WavHeader {
  /** Frames per second, in Hz. */
  readonly sampleRate: number;
  /** Number of channels. */
  readonly channels: number;
  /** Bits that a sample takes in the file. */
  readonly bitsPerSample: number;
  /** Number of frames that are there: samples of one channel. */
  readonly frames: number;
  /** Length in seconds: frames ÷ sample rate. */
  readonly duration: number;
  /** Where the samples begin, in bytes from the start of the file. */
  readonly dataOffset: number;
  /** How many bytes of samples are there. */
  readonly dataLength: number;
}
