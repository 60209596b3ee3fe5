/** Values of the 256 µ-law codes, in [-1, 1]: ITU-T G.711 (11/1988), table 2, in 16-bit scale over 32768. */
export function muLawTable(): Float32Array {
  return Float32Array.from({ length: 256 }, (_, code) => {
    const bits = ~code;
    const magnitude = ((((bits & 0x0f) << 3) + 0x84) << ((bits >> 4) & 7)) - 0x84;
    return (bits & 0x80 ? 0 - magnitude : magnitude) / 32768;
  });
}

/** Values of the 256 A-law codes, in [-1, 1]: ITU-T G.711 (11/1988), table 1, in 16-bit scale over 32768. */
export function aLawTable(): Float32Array {
  return Float32Array.from({ length: 256 }, (_, code) => {
    // Even bits are inverted on the line.
    const bits = code ^ 0x55;
    const segment = (bits >> 4) & 7;
    const step = ((bits & 0x0f) << 4) + 8;
    const magnitude = segment === 0 ? step : (step + 0x100) << (segment - 1);
    return (bits & 0x80 ? magnitude : 0 - magnitude) / 32768;
  });
}
