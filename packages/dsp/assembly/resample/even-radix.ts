import { add, mul, productIm, productRe, splat, sub } from './vector';

// One stage of a transform of n points in radix r: butterflies of elements m apart, each followed (forward, decimation
// in frequency) or preceded (inverse, decimation in time) by twiddle factors: pairs of cosine and sine, r − 1 a
// butterfly. RE and IM are the offsets of real and imaginary parts: exchanged, the same code is the inverse transform.

// @ts-ignore: decorator
@inline
export function radix2<T>(base: usize, n: i32, m: i32, twiddles: usize, before: bool, RE: usize, IM: usize): void {
  const step = <usize>m << 5;
  const end = base + (<usize>n << 5);
  for (let block = base; block < end; block += step * 2) {
    let w = twiddles;
    for (let p = block; p < block + step; p += 32) {
      const ar = v128.load(p + RE), ai = v128.load(p + IM);
      let br = v128.load(p + step + RE), bi = v128.load(p + step + IM);
      const c = splat<T>(w), s = splat<T>(w + sizeof<T>());
      if (before) {
        const t = productRe<T>(br, bi, c, s);
        bi = productIm<T>(br, bi, c, s);
        br = t;
      }
      v128.store(p + RE, add<T>(ar, br));
      v128.store(p + IM, add<T>(ai, bi));
      const yr = sub<T>(ar, br), yi = sub<T>(ai, bi);
      if (before) {
        v128.store(p + step + RE, yr);
        v128.store(p + step + IM, yi);
      } else {
        v128.store(p + step + RE, productRe<T>(yr, yi, c, s));
        v128.store(p + step + IM, productIm<T>(yr, yi, c, s));
      }
      w += 2 * sizeof<T>();
    }
  }
}

// @ts-ignore: decorator
@inline
export function radix4<T>(base: usize, n: i32, m: i32, twiddles: usize, before: bool, RE: usize, IM: usize): void {
  const step = <usize>m << 5;
  const end = base + (<usize>n << 5);
  for (let block = base; block < end; block += step * 4) {
    let w = twiddles;
    for (let p = block; p < block + step; p += 32) {
      const p1 = p + step, p2 = p1 + step, p3 = p2 + step;
      const c1 = splat<T>(w), s1 = splat<T>(w + sizeof<T>());
      const c2 = splat<T>(w + 2 * sizeof<T>()), s2 = splat<T>(w + 3 * sizeof<T>());
      const c3 = splat<T>(w + 4 * sizeof<T>()), s3 = splat<T>(w + 5 * sizeof<T>());
      const ar = v128.load(p + RE), ai = v128.load(p + IM);
      let br = v128.load(p1 + RE), bi = v128.load(p1 + IM);
      let cr = v128.load(p2 + RE), ci = v128.load(p2 + IM);
      let dr = v128.load(p3 + RE), di = v128.load(p3 + IM);
      if (before) {
        let t = productRe<T>(br, bi, c1, s1);
        bi = productIm<T>(br, bi, c1, s1);
        br = t;
        t = productRe<T>(cr, ci, c2, s2);
        ci = productIm<T>(cr, ci, c2, s2);
        cr = t;
        t = productRe<T>(dr, di, c3, s3);
        di = productIm<T>(dr, di, c3, s3);
        dr = t;
      }
      const t0r = add<T>(ar, cr), t0i = add<T>(ai, ci);
      const t1r = sub<T>(ar, cr), t1i = sub<T>(ai, ci);
      const t2r = add<T>(br, dr), t2i = add<T>(bi, di);
      const t3r = sub<T>(bi, di), t3i = sub<T>(dr, br);
      v128.store(p + RE, add<T>(t0r, t2r));
      v128.store(p + IM, add<T>(t0i, t2i));
      br = add<T>(t1r, t3r);
      bi = add<T>(t1i, t3i);
      cr = sub<T>(t0r, t2r);
      ci = sub<T>(t0i, t2i);
      dr = sub<T>(t1r, t3r);
      di = sub<T>(t1i, t3i);
      if (before) {
        v128.store(p1 + RE, br);
        v128.store(p1 + IM, bi);
        v128.store(p2 + RE, cr);
        v128.store(p2 + IM, ci);
        v128.store(p3 + RE, dr);
        v128.store(p3 + IM, di);
      } else {
        v128.store(p1 + RE, productRe<T>(br, bi, c1, s1));
        v128.store(p1 + IM, productIm<T>(br, bi, c1, s1));
        v128.store(p2 + RE, productRe<T>(cr, ci, c2, s2));
        v128.store(p2 + IM, productIm<T>(cr, ci, c2, s2));
        v128.store(p3 + RE, productRe<T>(dr, di, c3, s3));
        v128.store(p3 + IM, productIm<T>(dr, di, c3, s3));
      }
      w += 6 * sizeof<T>();
    }
  }
}
