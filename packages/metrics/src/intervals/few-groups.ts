/**
 * Below this many groups a bootstrap over groups covers too little: 0.81 to 0.85 of a nominal 0.95 with 4 to 6 speakers
 * (`benchmarks/metrics/coverage.ts` simulates it).
 */
export const fewGroups = 20;
