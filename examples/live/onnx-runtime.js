// The part of ONNX Runtime that computes on the processor, without the types that it declares for everybody.
export { env, InferenceSession, Tensor } from 'onnxruntime-web/wasm';
