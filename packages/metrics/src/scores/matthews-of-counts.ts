/** Whether one class at most has weight. */
function isConstant(totals: ArrayLike<number>): boolean {
  let classes = 0;
  for (let k = 0; k < totals.length; k++) if (totals[k] !== 0) classes++;
  return classes <= 1;
}

/** Multiclass Matthews correlation from per-class totals: the correlation of the two label indicators; 0 where undefined. */
export function matthewsOfCounts(
  truePositives: ArrayLike<number>,
  predicted: ArrayLike<number>,
  support: ArrayLike<number>,
): number {
  let correct = 0;
  let total = 0;
  let truePredicted = 0;
  let predictedSquared = 0;
  let trueSquared = 0;
  for (let k = 0; k < support.length; k++) {
    correct += truePositives[k]!;
    total += predicted[k]!;
    truePredicted += support[k]! * predicted[k]!;
    predictedSquared += predicted[k]! * predicted[k]!;
    trueSquared += support[k]! * support[k]!;
  }
  // One class alone on a side: 0 by definition, which rounding of weighted sums would turn into noise or NaN.
  if (isConstant(predicted) || isConstant(support)) return 0;
  const variances = (total * total - predictedSquared) * (total * total - trueSquared);
  return variances === 0 ? 0 : (correct * total - truePredicted) / Math.sqrt(variances);
}
