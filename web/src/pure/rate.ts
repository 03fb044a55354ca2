// How fast something goes on, from what it has reached at which times: a mean that forgets with a half-life of about
// five seconds, so that it neither jumps with every piece nor speaks of a minute ago.
export interface Rate {
  at: number; // ms
  reached: number; // bytes
  perSecond: number | null; // null: not known yet
}

const forget_s = 7;

export function observe(before: Rate | undefined, at: number, reached: number): Rate {
  if (!before || reached < before.reached) return { at, reached, perSecond: null };
  const passed = (at - before.at) / 1000;
  if (passed < 0.25) return before;
  const now = (reached - before.reached) / passed;
  if (before.perSecond === null) return { at, reached, perSecond: now };
  const weight = 1 - Math.exp(-passed / forget_s);
  return { at, reached, perSecond: before.perSecond + (now - before.perSecond) * weight };
}

// Seconds until `total` is reached; null where that cannot be said.
export function remaining(rate: Rate | undefined, total: number): number | null {
  if (!rate || !rate.perSecond || rate.perSecond < 1) return null;
  return Math.max(0, (total - rate.reached) / rate.perSecond);
}
