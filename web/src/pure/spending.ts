// What was committed (reserved and not given back) over time, out of the ledger's movements, the oldest first.
export interface Moved {
  at: string;
  kind: string;
  credits: number;
}

const sign: Record<string, number> = { reserved: 1, released: -1, refunded: -1, spent: 0, presumed_spent: 0 };

// Seconds since 1970 and credits: what all movements up to then leave committed.
export function committed(movements: Moved[]): [number[], number[]] {
  const x: number[] = [];
  const y: number[] = [];
  let sum = 0;
  for (const moved of movements) {
    const step = sign[moved.kind] ?? 0;
    if (step === 0) continue;
    sum += step * moved.credits;
    const second = Date.parse(moved.at) / 1000;
    if (x[x.length - 1] === second) y[y.length - 1] = sum;
    else {
      x.push(second);
      y.push(sum);
    }
  }
  return [x, y];
}
