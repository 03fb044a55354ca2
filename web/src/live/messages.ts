// What the one event stream tells every tab.
import type { Event, Progress, State } from '../api/types';

export type Told =
  | { kind: 'event'; event: Event }
  | { kind: 'progress'; job_id: string; state: State; progress: Progress; at: number }
  | { kind: 'line'; line: Line };

// `live`: the stream runs. `away`: it does not, since then. `signed_out`: the daemon wants a session first.
export interface Line {
  state: 'connecting' | 'live' | 'away' | 'signed_out';
  since: number; // ms
  turn: number; // how often it was connected: after each, what was missed is loaded again
}
