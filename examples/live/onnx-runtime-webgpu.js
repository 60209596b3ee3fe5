// The part of ONNX Runtime that computes on graphics processors, 27 MB: fetched where there is one.
export { env, InferenceSession, Tensor } from 'onnxruntime-web/webgpu';
