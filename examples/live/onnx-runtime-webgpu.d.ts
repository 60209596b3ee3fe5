export { env, InferenceSession, Tensor } from './onnx-runtime.js';
