export { adam } from './adam';
export { convolveFilterGradient, convolveInputGradient } from './conv2d-gradients';
export { multiply } from './multiply';
