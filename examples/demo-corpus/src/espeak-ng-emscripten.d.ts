/** The part of the module that is used here; the package brings no types. */
declare module '@echogarden/espeak-ng-emscripten' {
  interface EspeakEvent {
    readonly type: string;
    readonly audio_position: number;
  }

  interface EspeakWorker {
    rate: number;
    pitch: number;
    range: number;
    volume: number;
    readonly samplerate: number;
    /** 0 when the voice was found. */
    set_voice(name: string): number;
    /** The callback ends the synthesis early by returning true. */
    synthesize(text: string, callback: (samples: Int16Array, events: readonly EspeakEvent[]) => boolean): void;
  }

  interface EspeakModule {
    readonly HEAPU8: Uint8Array;
    readonly FS: {
      readFile(path: string, options: { encoding: 'utf8' }): string;
      writeFile(path: string, text: string): void;
    };
    readonly eSpeakNGWorker: new () => EspeakWorker;
  }

  export default function createModule(): Promise<EspeakModule>;
}
