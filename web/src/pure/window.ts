// Which rows of a long list are to be drawn: those that show, and some beyond so that scrolling and the Tab key never
// come to an empty place. All rows have one height.
export interface Slice {
  first: number;
  last: number; // one behind
}

export function slice(count: number, rowHeight: number, top: number, height: number, beyond = 6): Slice {
  const first = Math.max(0, Math.min(count, Math.floor(top / rowHeight) - beyond));
  const last = Math.min(count, Math.ceil((top + height) / rowHeight) + beyond);
  return { first, last: Math.max(first, last) };
}
