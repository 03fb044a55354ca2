// Labels as a person types them, and as the API has them: room=a, client=acme
export function labelsOf(text: string): Record<string, string> {
  const pairs = text.split(',').map((pair) => pair.trim()).filter(Boolean);
  return Object.fromEntries(pairs.map((pair) => {
    const cut = pair.indexOf('=');
    return cut < 0 ? [pair, ''] : [pair.slice(0, cut).trim(), pair.slice(cut + 1).trim()];
  }));
}

export const textOf = (labels: { [name: string]: string }) => Object.entries(labels).map(([name, value]) => `${name}=${value}`).join(', ');

// In the order in which they were typed or stored, which says nothing.
export function sameLabels(one: { [name: string]: string }, other: { [name: string]: string }): boolean {
  const sorted = (labels: { [name: string]: string }) => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
  return sorted(one) === sorted(other);
}
