import { add, constant, mul, productIm, productRe, splat, sub } from './vector';

// Stages as in even-radix.ts for the odd radices. With x = x[0..r-1], sums a[k] = x[k] + x[r-k] and differences
// d[k] = x[k] - x[r-k]: y[q] = x[0] + sum a[k] cos(2 pi q k / r) - i sum d[k] sin(2 pi q k / r).

/** Real part of an element times twiddle `index` at `w`. */
// @ts-ignore: decorator
@inline
function twiddledRe<T>(re: v128, im: v128, w: usize, index: usize): v128 {
  const at = w + 2 * index * sizeof<T>();
  return productRe<T>(re, im, splat<T>(at), splat<T>(at + sizeof<T>()));
}
/** Imaginary part of an element times twiddle `index` at `w`. */
// @ts-ignore: decorator
@inline
function twiddledIm<T>(re: v128, im: v128, w: usize, index: usize): v128 {
  const at = w + 2 * index * sizeof<T>();
  return productIm<T>(re, im, splat<T>(at), splat<T>(at + sizeof<T>()));
}
/** Stores an element, after its twiddle factor where that comes after the butterfly. */
// @ts-ignore: decorator
@inline
function put<T>(p: usize, re: v128, im: v128, w: usize, index: usize, before: bool, RE: usize, IM: usize): void {
  if (before) {
    v128.store(p + RE, re);
    v128.store(p + IM, im);
  } else {
    v128.store(p + RE, twiddledRe<T>(re, im, w, index));
    v128.store(p + IM, twiddledIm<T>(re, im, w, index));
  }
}

// @ts-ignore: decorator
@inline
export function radix3<T>(base: usize, n: i32, m: i32, twiddles: usize, before: bool, RE: usize, IM: usize): void {
  const k1 = constant<T>(-0.49999999999999978), l1 = constant<T>(0.86602540378443871);
  const step = <usize>m << 5;
  const end = base + (<usize>n << 5);
  for (let block = base; block < end; block += step * 3) {
    let w = twiddles;
    for (let p = block; p < block + step; p += 32) {
      const p1 = p + step, p2 = p + 2 * step;
      const x0r = v128.load(p + RE), x0i = v128.load(p + IM);
      let x1r = v128.load(p1 + RE), x1i = v128.load(p1 + IM);
      let x2r = v128.load(p2 + RE), x2i = v128.load(p2 + IM);
      if (before) {
        let t: v128;
        t = twiddledRe<T>(x1r, x1i, w, 0);
        x1i = twiddledIm<T>(x1r, x1i, w, 0);
        x1r = t;
        t = twiddledRe<T>(x2r, x2i, w, 1);
        x2i = twiddledIm<T>(x2r, x2i, w, 1);
        x2r = t;
      }
      const a1r = add<T>(x1r, x2r), a1i = add<T>(x1i, x2i);
      const d1r = sub<T>(x1r, x2r), d1i = sub<T>(x1i, x2i);
      v128.store(p + RE, add<T>(x0r, a1r));
      v128.store(p + IM, add<T>(x0i, a1i));
      const u1r = add<T>(x0r, mul<T>(a1r, k1));
      const v1r = mul<T>(d1r, l1);
      const u1i = add<T>(x0i, mul<T>(a1i, k1));
      const v1i = mul<T>(d1i, l1);
      put<T>(p1, add<T>(u1r, v1i), sub<T>(u1i, v1r), w, 0, before, RE, IM);
      put<T>(p2, sub<T>(u1r, v1i), add<T>(u1i, v1r), w, 1, before, RE, IM);
      w += 4 * sizeof<T>();
    }
  }
}

// @ts-ignore: decorator
@inline
export function radix5<T>(base: usize, n: i32, m: i32, twiddles: usize, before: bool, RE: usize, IM: usize): void {
  const k1 = constant<T>(0.30901699437494745), l1 = constant<T>(0.95105651629515353);
  const k2 = constant<T>(-0.80901699437494734), l2 = constant<T>(0.58778525229247325);
  const step = <usize>m << 5;
  const end = base + (<usize>n << 5);
  for (let block = base; block < end; block += step * 5) {
    let w = twiddles;
    for (let p = block; p < block + step; p += 32) {
      const p1 = p + step, p2 = p + 2 * step, p3 = p + 3 * step, p4 = p + 4 * step;
      const x0r = v128.load(p + RE), x0i = v128.load(p + IM);
      let x1r = v128.load(p1 + RE), x1i = v128.load(p1 + IM);
      let x2r = v128.load(p2 + RE), x2i = v128.load(p2 + IM);
      let x3r = v128.load(p3 + RE), x3i = v128.load(p3 + IM);
      let x4r = v128.load(p4 + RE), x4i = v128.load(p4 + IM);
      if (before) {
        let t: v128;
        t = twiddledRe<T>(x1r, x1i, w, 0);
        x1i = twiddledIm<T>(x1r, x1i, w, 0);
        x1r = t;
        t = twiddledRe<T>(x2r, x2i, w, 1);
        x2i = twiddledIm<T>(x2r, x2i, w, 1);
        x2r = t;
        t = twiddledRe<T>(x3r, x3i, w, 2);
        x3i = twiddledIm<T>(x3r, x3i, w, 2);
        x3r = t;
        t = twiddledRe<T>(x4r, x4i, w, 3);
        x4i = twiddledIm<T>(x4r, x4i, w, 3);
        x4r = t;
      }
      const a1r = add<T>(x1r, x4r), a1i = add<T>(x1i, x4i);
      const d1r = sub<T>(x1r, x4r), d1i = sub<T>(x1i, x4i);
      const a2r = add<T>(x2r, x3r), a2i = add<T>(x2i, x3i);
      const d2r = sub<T>(x2r, x3r), d2i = sub<T>(x2i, x3i);
      v128.store(p + RE, add<T>(add<T>(x0r, a1r), a2r));
      v128.store(p + IM, add<T>(add<T>(x0i, a1i), a2i));
      const u1r = add<T>(add<T>(x0r, mul<T>(a1r, k1)), mul<T>(a2r, k2));
      const v1r = add<T>(mul<T>(d1r, l1), mul<T>(d2r, l2));
      const u1i = add<T>(add<T>(x0i, mul<T>(a1i, k1)), mul<T>(a2i, k2));
      const v1i = add<T>(mul<T>(d1i, l1), mul<T>(d2i, l2));
      const u2r = add<T>(add<T>(x0r, mul<T>(a1r, k2)), mul<T>(a2r, k1));
      const v2r = sub<T>(mul<T>(d1r, l2), mul<T>(d2r, l1));
      const u2i = add<T>(add<T>(x0i, mul<T>(a1i, k2)), mul<T>(a2i, k1));
      const v2i = sub<T>(mul<T>(d1i, l2), mul<T>(d2i, l1));
      put<T>(p1, add<T>(u1r, v1i), sub<T>(u1i, v1r), w, 0, before, RE, IM);
      put<T>(p4, sub<T>(u1r, v1i), add<T>(u1i, v1r), w, 3, before, RE, IM);
      put<T>(p2, add<T>(u2r, v2i), sub<T>(u2i, v2r), w, 1, before, RE, IM);
      put<T>(p3, sub<T>(u2r, v2i), add<T>(u2i, v2r), w, 2, before, RE, IM);
      w += 8 * sizeof<T>();
    }
  }
}

// @ts-ignore: decorator
@inline
export function radix7<T>(base: usize, n: i32, m: i32, twiddles: usize, before: bool, RE: usize, IM: usize): void {
  const k1 = constant<T>(0.62348980185873359), l1 = constant<T>(0.7818314824680298);
  const k2 = constant<T>(-0.22252093395631434), l2 = constant<T>(0.97492791218182362);
  const k3 = constant<T>(-0.90096886790241903), l3 = constant<T>(0.43388373911755823);
  const step = <usize>m << 5;
  const end = base + (<usize>n << 5);
  for (let block = base; block < end; block += step * 7) {
    let w = twiddles;
    for (let p = block; p < block + step; p += 32) {
      const p1 = p + step, p2 = p + 2 * step, p3 = p + 3 * step, p4 = p + 4 * step, p5 = p + 5 * step, p6 = p + 6 * step;
      const x0r = v128.load(p + RE), x0i = v128.load(p + IM);
      let x1r = v128.load(p1 + RE), x1i = v128.load(p1 + IM);
      let x2r = v128.load(p2 + RE), x2i = v128.load(p2 + IM);
      let x3r = v128.load(p3 + RE), x3i = v128.load(p3 + IM);
      let x4r = v128.load(p4 + RE), x4i = v128.load(p4 + IM);
      let x5r = v128.load(p5 + RE), x5i = v128.load(p5 + IM);
      let x6r = v128.load(p6 + RE), x6i = v128.load(p6 + IM);
      if (before) {
        let t: v128;
        t = twiddledRe<T>(x1r, x1i, w, 0);
        x1i = twiddledIm<T>(x1r, x1i, w, 0);
        x1r = t;
        t = twiddledRe<T>(x2r, x2i, w, 1);
        x2i = twiddledIm<T>(x2r, x2i, w, 1);
        x2r = t;
        t = twiddledRe<T>(x3r, x3i, w, 2);
        x3i = twiddledIm<T>(x3r, x3i, w, 2);
        x3r = t;
        t = twiddledRe<T>(x4r, x4i, w, 3);
        x4i = twiddledIm<T>(x4r, x4i, w, 3);
        x4r = t;
        t = twiddledRe<T>(x5r, x5i, w, 4);
        x5i = twiddledIm<T>(x5r, x5i, w, 4);
        x5r = t;
        t = twiddledRe<T>(x6r, x6i, w, 5);
        x6i = twiddledIm<T>(x6r, x6i, w, 5);
        x6r = t;
      }
      const a1r = add<T>(x1r, x6r), a1i = add<T>(x1i, x6i);
      const d1r = sub<T>(x1r, x6r), d1i = sub<T>(x1i, x6i);
      const a2r = add<T>(x2r, x5r), a2i = add<T>(x2i, x5i);
      const d2r = sub<T>(x2r, x5r), d2i = sub<T>(x2i, x5i);
      const a3r = add<T>(x3r, x4r), a3i = add<T>(x3i, x4i);
      const d3r = sub<T>(x3r, x4r), d3i = sub<T>(x3i, x4i);
      v128.store(p + RE, add<T>(add<T>(add<T>(x0r, a1r), a2r), a3r));
      v128.store(p + IM, add<T>(add<T>(add<T>(x0i, a1i), a2i), a3i));
      const u1r = add<T>(add<T>(add<T>(x0r, mul<T>(a1r, k1)), mul<T>(a2r, k2)), mul<T>(a3r, k3));
      const v1r = add<T>(add<T>(mul<T>(d1r, l1), mul<T>(d2r, l2)), mul<T>(d3r, l3));
      const u1i = add<T>(add<T>(add<T>(x0i, mul<T>(a1i, k1)), mul<T>(a2i, k2)), mul<T>(a3i, k3));
      const v1i = add<T>(add<T>(mul<T>(d1i, l1), mul<T>(d2i, l2)), mul<T>(d3i, l3));
      const u2r = add<T>(add<T>(add<T>(x0r, mul<T>(a1r, k2)), mul<T>(a2r, k3)), mul<T>(a3r, k1));
      const v2r = sub<T>(sub<T>(mul<T>(d1r, l2), mul<T>(d2r, l3)), mul<T>(d3r, l1));
      const u2i = add<T>(add<T>(add<T>(x0i, mul<T>(a1i, k2)), mul<T>(a2i, k3)), mul<T>(a3i, k1));
      const v2i = sub<T>(sub<T>(mul<T>(d1i, l2), mul<T>(d2i, l3)), mul<T>(d3i, l1));
      const u3r = add<T>(add<T>(add<T>(x0r, mul<T>(a1r, k3)), mul<T>(a2r, k1)), mul<T>(a3r, k2));
      const v3r = add<T>(sub<T>(mul<T>(d1r, l3), mul<T>(d2r, l1)), mul<T>(d3r, l2));
      const u3i = add<T>(add<T>(add<T>(x0i, mul<T>(a1i, k3)), mul<T>(a2i, k1)), mul<T>(a3i, k2));
      const v3i = add<T>(sub<T>(mul<T>(d1i, l3), mul<T>(d2i, l1)), mul<T>(d3i, l2));
      put<T>(p1, add<T>(u1r, v1i), sub<T>(u1i, v1r), w, 0, before, RE, IM);
      put<T>(p6, sub<T>(u1r, v1i), add<T>(u1i, v1r), w, 5, before, RE, IM);
      put<T>(p2, add<T>(u2r, v2i), sub<T>(u2i, v2r), w, 1, before, RE, IM);
      put<T>(p5, sub<T>(u2r, v2i), add<T>(u2i, v2r), w, 4, before, RE, IM);
      put<T>(p3, add<T>(u3r, v3i), sub<T>(u3i, v3r), w, 2, before, RE, IM);
      put<T>(p4, sub<T>(u3r, v3i), add<T>(u3i, v3r), w, 3, before, RE, IM);
      w += 12 * sizeof<T>();
    }
  }
}
