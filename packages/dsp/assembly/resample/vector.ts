// Arithmetic on vectors of f32 or f64, chosen by the type parameter when the module is compiled.

// @ts-ignore: decorator
@inline
export function splat<T>(at: usize): v128 {
  return sizeof<T>() == 4 ? v128.load32_splat(at) : v128.load64_splat(at);
}
// @ts-ignore: decorator
@inline
export function add<T>(a: v128, b: v128): v128 {
  return v128.add<T>(a, b);
}
// @ts-ignore: decorator
@inline
export function sub<T>(a: v128, b: v128): v128 {
  return v128.sub<T>(a, b);
}
// @ts-ignore: decorator
@inline
export function mul<T>(a: v128, b: v128): v128 {
  return v128.mul<T>(a, b);
}
// @ts-ignore: decorator
@inline
export function constant<T>(value: f64): v128 {
  return sizeof<T>() == 4 ? f32x4.splat(<f32>value) : f64x2.splat(value);
}
/** Real part of (re + i·im) · (c + i·s). */
// @ts-ignore: decorator
@inline
export function productRe<T>(re: v128, im: v128, c: v128, s: v128): v128 {
  return sub<T>(mul<T>(re, c), mul<T>(im, s));
}
/** Imaginary part of (re + i·im) · (c + i·s). */
// @ts-ignore: decorator
@inline
export function productIm<T>(re: v128, im: v128, c: v128, s: v128): v128 {
  return add<T>(mul<T>(re, s), mul<T>(im, c));
}
