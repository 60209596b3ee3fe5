import { statSync } from 'node:fs';

/** Whether `--model` names a network by where it lies: a folder, a repository of the hub, `owner/name`, or an ONNX file. */
export function isNetworkSource(model: string): boolean {
  return /[\\/]|\.onnx$/i.test(model) || isFolder(model);
}

/** Whether there is a folder of that name. */
export function isFolder(path: string): boolean {
  return statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
}
