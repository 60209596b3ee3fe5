import captureUrl from './capture.ts?worker&url';

/** A microphone that is open. */
export interface Microphone {
  readonly sampleRate: number;
  /** Whoever holds it asks for so many of the newest samples, and is sent them. */
  readonly port: MessagePort;
  close(): void;
}

/** What a microphone tells the page. */
export interface MicrophoneEvents {
  /** The largest amplitude of the last twentieth of a second. */
  readonly onLevel: (peak: number) => void;
  /** It was unplugged, or taken away. */
  readonly onEnd: () => void;
}

/**
 * Opens a microphone; its sound goes into a ring buffer in the audio thread, of so many seconds.
 *
 * @throws with a sentence that says what to do.
 */
export async function openMicrophone(
  deviceId: string,
  seconds: number,
  { onLevel, onEnd }: MicrophoneEvents,
): Promise<Microphone> {
  if (navigator.mediaDevices === undefined) {
    throw new Error('The browser hands out microphones on https: and localhost only.');
  }
  // The browser's own clean-up would change the voice.
  const plain = { echoCancellation: false, noiseSuppression: false, autoGainControl: false };
  const audio = deviceId === '' ? plain : { ...plain, deviceId: { exact: deviceId } };
  const stream = await navigator.mediaDevices.getUserMedia({ audio }).catch((error: DOMException) => {
    throw new Error(reasons[error.name] ?? `The microphone could not be opened: ${error.message}`);
  });
  const context = new AudioContext();
  const close = (): void => {
    for (const track of stream.getTracks()) track.stop();
    context.close().catch(() => {});
  };
  try {
    await context.audioWorklet.addModule(captureUrl);
    const node = new AudioWorkletNode(context, 'capture', { numberOfOutputs: 0, processorOptions: { seconds } });
    node.port.onmessage = ({ data }: MessageEvent<number>) => onLevel(data);
    const { port1, port2 } = new MessageChannel();
    node.port.postMessage(port1, [port1]);
    context.createMediaStreamSource(stream).connect(node);
    stream.getAudioTracks()[0]!.addEventListener('ended', onEnd);
    await context.resume();
    return { sampleRate: context.sampleRate, port: port2, close };
  } catch (error) {
    close();
    throw error;
  }
}

const reasons: Readonly<Record<string, string>> = {
  NotAllowedError: 'The browser was told not to listen. Allow the microphone beside the address, and try again.',
  NotFoundError: 'There is no microphone. Plug one in, and try again.',
  OverconstrainedError: 'That microphone is gone. Choose another one.',
  NotReadableError: 'The microphone is in use by another program. Close that, and try again.',
};
