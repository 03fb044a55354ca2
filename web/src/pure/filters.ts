// What the reader wants to see of the jobs, as it stands in the URL: ?state=failed,training&search=anna&label=room=a
export interface Filters {
  states: string[];
  search: string;
  labels: [string, string][];
}
export interface Filterable {
  name: string;
  id: string;
  state: string;
  hold: unknown;
  labels: { [name: string]: string };
}

export function filtersOf(query: URLSearchParams): Filters {
  const labels = query.getAll('label').flatMap((text) => text.split(',')).map(labelOf).filter((pair): pair is [string, string] => pair !== null);
  return { states: (query.get('state') ?? '').split(',').filter(Boolean), search: (query.get('search') ?? '').trim().toLowerCase(), labels };
}

function labelOf(text: string): [string, string] | null {
  const cut = text.indexOf('=');
  return cut > 0 ? [text.slice(0, cut).trim(), text.slice(cut + 1).trim()] : null;
}

// `held` is no state of the API's, but what a person looks for first.
function inState(job: Filterable, states: string[]): boolean {
  return states.length === 0 || states.includes(job.state) || (job.hold !== null && states.includes('held'));
}

export function fits(job: Filterable, filters: Filters): boolean {
  if (!inState(job, filters.states)) return false;
  for (const [name, value] of filters.labels) if (job.labels[name] !== value) return false;
  return !filters.search || job.name.toLowerCase().includes(filters.search) || job.id.toLowerCase().includes(filters.search);
}
