// Backbones, weights, ONNX

// Back ends, heads, training, storage

export {};
