import * as v from 'valibot';

/** What is used of `model.json` in a folder that `ser export` wrote. */
const aboutShape = v.object({
  format: v.literal('ser-export'),
  model: v.string(),
  labels: v.pipe(v.array(v.string()), v.minLength(2)),
  /** Hz; null for the rate that the sound has. */
  sampleRate: v.nullable(v.pipe(v.number(), v.minValue(1), v.maxValue(1e6))),
  /** Seconds of a stretch. */
  duration: v.pipe(v.number(), v.gtValue(0), v.maxValue(3600)),
  clips: v.string(),
  temperature: v.pipe(v.number(), v.gtValue(0)),
  threshold: v.nullable(v.number()),
  preprocessing: v.object({ noiseReduction: v.optional(v.string()), noiseStrength: v.optional(v.number()) }),
  image: v.nullable(v.array(v.number())),
  /** SHA-256 of every file. */
  files: v.record(v.string(), v.string()),
});

export type About = v.InferOutput<typeof aboutShape>;

/** Reads `model.json`; the error of another file says what to do. */
export function readAbout(bytes: Uint8Array): About {
  return readJson(bytes, aboutShape, 'model.json is not of a folder that ser export wrote');
}

/** Names of the network, and of the one with weights of eight bits. */
export const [FULL, INT8] = ['waveform.onnx', 'waveform.int8.onnx'] as const;

/** The files of an export that are read, of all that it has: of two networks the smaller, and with `graphics` both. */
export function filesWanted(names: readonly string[], graphics: boolean): string[] {
  const isLeftOut = (name: string): boolean => name === FULL && names.includes(INT8) && !graphics;
  return names.filter((name) => ['model.json', 'functionals.json', FULL, INT8].includes(name) && !isLeftOut(name));
}

/** Reads `functionals.json`: the seconds up to which a recording is taken as a whole, and a linear model. */
export const readFunctionals = (bytes: Uint8Array): { longest: number; model: unknown } =>
  readJson(bytes, v.object({ longest: v.number(), model: v.unknown() }), 'functionals.json is damaged: export again');

function readJson<T>(bytes: Uint8Array, shape: v.GenericSchema<unknown, T>, problem: string): T {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder().decode(bytes));
  } catch (cause) {
    throw new Error(`${problem} (it is no JSON).`, { cause });
  }
  const result = v.safeParse(shape, value);
  if (result.success) return result.output;
  throw new Error(`${problem} (${v.getDotPath(result.issues[0]) ?? 'the whole'}: ${result.issues[0].message}).`);
}
