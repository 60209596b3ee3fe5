import { statSync } from 'node:fs';

/** Whether `--model` names a network by where it lies: a folder, a repository of the hub, `owner/name`, or an ONNX file. */
export function isNetworkSource(model: string): boolean {
  return /[\\/]|\.onnx$/i.test(model) || (statSync(model, { throwIfNoEntry: false })?.isDirectory() ?? false);
}
