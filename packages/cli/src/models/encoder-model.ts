import { basename, resolve } from 'node:path';
import { type Backbone, backboneFingerprint, ModelsError, withAllLayers } from '@ser/models';
import { openOnnx, openPretrained } from '@ser/models/node';
import { SerError, usageError } from '../errors.ts';
import type { LoadContext, LoadedBackbone, Model } from './model.ts';
import { isFolder } from './network-source.ts';

/** Learning rate of the head in EmoBox (2024), section 4. */
const LEARNING_RATE = 1e-4;

/**
 * A frozen speech encoder with a head of ours on the means over time of all its hidden states: from a folder that
 * transformers saved, or from a repository of the hub; or any network with a waveform as its input, from an ONNX file, with a
 * head on its features.
 */
export function encoderModel(source: string): Model {
  const isFile = /\.onnx$/i.test(source);
  const isLocal = isFile || isFolder(source);
  const name = isLocal ? basename(resolve(source)).replace(/\.onnx$/i, '') : source.replaceAll('/', '--');
  const load = async (weights: string | undefined, context: LoadContext): Promise<LoadedBackbone> => {
    // A training notes where its weights came from, and an evaluation asks for them again.
    if (weights !== undefined && weights !== source) {
      throw usageError(`--weights: ${source} is a speech encoder that comes with its weights. Leave --weights out.`);
    }
    if (context.settings.maskedCopies > 0) {
      throw usageError(
        `maskedCopies: masks hide parts of spectrograms; ${source} takes the waveform. Set maskedCopies=0.`,
      );
    }
    if (isFile) return openFile(source, context);
    const backbone = await openEncoder(source, context);
    return { backbone, source, fingerprint: await backboneFingerprint(backbone) };
  };
  return {
    name,
    also: [source],
    isPublished: false,
    learningRate: LEARNING_RATE,
    input: {
      kind: 'waveform',
      frontEnd: () => 'waveform',
      shape: () => [-1],
      make: ({ data }) => ({ data, shape: [data.length] }),
      key: () => ({ layers: 'all' }),
    },
    check: load,
    load: (_, weights, context) => load(weights, context),
    frozen(train) {
      if (train === 'head') return null;
      throw usageError(`train ${train}: speech encoders stay frozen. Train the head alone: --train head.`);
    },
    takeApart() {
      throw new SerError(`${name} holds a classifier without its encoder. Train it again.`);
    },
  };
}

async function openEncoder(source: string, { settings, reporter, signal }: LoadContext): Promise<Backbone> {
  const stage = reporter.stage(`Opening ${source}`, 1);
  const megabytes = (bytes: number): number => Math.round(bytes / 1e6);
  let backbone: Backbone;
  try {
    backbone = await openPretrained(source, {
      signal,
      onProgress: ({ received, total = received }) =>
        stage.update(total > 0 ? received / total : 0, `${megabytes(received)} of ${megabytes(total)} MB`),
    });
  } catch (cause) {
    signal.throwIfAborted();
    throw ModelsError.isInstance(cause) ? new SerError(cause.message, { cause }) : cause;
  }
  const { waveform, revision, outputDim } = backbone;
  stage.end(`${waveform!.layers} hidden states of ${outputDim}${revision ? `; commit ${revision.slice(0, 12)}` : ''}`);
  if (settings.sampleRate !== waveform!.sampleRate) {
    throw usageError(
      `${source} takes ${waveform!.sampleRate} Hz; sampleRate is ${settings.sampleRate}. Use --recipe emobox, or --set sampleRate=${waveform!.sampleRate}.`,
    );
  }
  return withAllLayers(backbone);
}

async function openFile(source: string, { settings, reporter }: LoadContext): Promise<LoadedBackbone> {
  const { sampleRate } = settings;
  const stage = reporter.stage(`Opening ${source}`, 1);
  const session = await openOnnx(source, { sampleRate }).catch((cause: unknown) => {
    throw ModelsError.isInstance(cause) ? new SerError(cause.message, { cause }) : cause;
  });
  const { backbone } = session;
  await session.dispose();
  if (backbone.input !== 'waveform') {
    throw usageError(`${source} takes images; networks of one's own take a waveform [batch, samples].`);
  }
  stage.end(`${backbone.outputDim} values of a waveform at ${sampleRate} Hz`);
  const openAgain = () => openOnnx(source, { sampleRate });
  return { backbone: { ...backbone, openFile: openAgain }, source, fingerprint: backbone.fingerprint! };
}
