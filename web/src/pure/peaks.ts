// Peaks in dBFS, as preflight measured them, as shares of the full scale for so many bars; -70 is silence. Of a short
// recording there are fewer than bars: then what lies between them is a straight line.
export function amplitudes(peak_dbfs: readonly number[], bars: number): number[] {
  const peaks = peak_dbfs.map((peak) => (peak <= -70 ? 0 : Math.min(1, 10 ** (peak / 20))));
  if (peaks.length === 0) return [];
  return Array.from({ length: bars }, (_, bar) => (peaks.length > bars ? highest(peaks, bar, bars) : between(peaks, bar, bars)));
}

function highest(peaks: number[], bar: number, bars: number): number {
  const from = Math.floor((bar * peaks.length) / bars);
  return Math.max(...peaks.slice(from, Math.max(from + 1, Math.floor(((bar + 1) * peaks.length) / bars))));
}

function between(peaks: number[], bar: number, bars: number): number {
  const at = (bar * (peaks.length - 1)) / Math.max(1, bars - 1);
  const before = peaks[Math.floor(at)] ?? 0;
  return before + ((peaks[Math.ceil(at)] ?? before) - before) * (at - Math.floor(at));
}
