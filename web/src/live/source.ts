// The event stream of all jobs, for as long as anybody listens: comes again after every end with the last id it has
// seen, so nothing durable is missed. EventSource is not used, because it does not tell a 401 from a lost network.
import { Parser } from '../pure/sse';
import type { Line, Told } from './messages';

// The daemon says «still here» every 15 s. By the clock of the day, not by a timer: while a machine sleeps its timers
// stand still, and the connection of before is dead without an end.
const silence_ms = 40_000;
const connect_ms = 10_000; // it says where it starts at once
const look_ms = 5_000;

export class Source {
  private line: Line = { state: 'connecting', since: Date.now(), turn: 0 };
  private last: string | null = null;
  private abort = new AbortController();
  private wake: () => void = () => {};
  private heard_at = Date.now();
  private cut: () => void = () => {};

  constructor(private readonly tell: (told: Told) => void) {
    void this.run();
  }

  again(): void {
    this.tell({ kind: 'line', line: this.line });
  }
  // The network is back, the tab was woken, somebody signed in: no need to wait.
  hurry(): void {
    if (this.line.state !== 'live') this.wake();
    else if (Date.now() - this.heard_at > silence_ms / 2) this.cut(); // shown again, and nothing heard for long
  }
  end(): void {
    this.abort.abort();
  }

  private become(state: Line['state']): void {
    if (state === this.line.state) return;
    this.line = { state, since: Date.now(), turn: this.line.turn + (state === 'live' ? 1 : 0) };
    this.again();
  }

  private async run(): Promise<void> {
    for (let tries = 0; !this.abort.signal.aborted; tries++) {
      const lived = await this.listen();
      if (lived) tries = 0;
      await this.pause(Math.min(10_000, 500 * 2 ** Math.min(tries, 5)));
    }
  }

  private pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const timer = setTimeout(resolve, ms);
      this.wake = () => {
        clearTimeout(timer);
        resolve();
      };
    });
  }

  // One connection, to its end. True where it came to life.
  private async listen(): Promise<boolean> {
    const connection = new AbortController();
    const cut = () => connection.abort();
    this.abort.signal.addEventListener('abort', cut);
    this.cut = cut;
    this.heard_at = Date.now();
    const watch = setInterval(() => Date.now() - this.heard_at > (lived ? silence_ms : connect_ms) && cut(), look_ms);
    let lived = false;
    try {
      const headers: Record<string, string> = { Accept: 'text/event-stream' };
      if (this.last !== null) headers['Last-Event-ID'] = this.last;
      const answer = await fetch('/v1/events', { headers, credentials: 'same-origin', cache: 'no-store', signal: connection.signal });
      if (!answer.ok || !answer.body) {
        this.become(answer.status === 401 ? 'signed_out' : 'away');
        return false;
      }
      const parser = new Parser((told) => this.heard(told.id, told.event, told.data), (words) => this.said(words));
      const reader = answer.body.pipeThrough(new TextDecoderStream()).getReader();
      for (let piece = await reader.read(); !piece.done; piece = await reader.read()) {
        this.heard_at = Date.now();
        lived = true;
        this.become('live');
        parser.take(piece.value);
      }
      this.become('away');
    } catch {
      this.become('away');
    } finally {
      clearInterval(watch);
      this.abort.signal.removeEventListener('abort', cut);
    }
    return lived;
  }

  // `: after 41` says where the stream starts, before its first event.
  private said(words: string): void {
    const start = /^after (\d+)$/.exec(words);
    if (start?.[1] && this.last === null) this.last = start[1];
  }

  private heard(id: string | null, event: string, data: string): void {
    if (id !== null) this.last = id;
    try {
      const value = JSON.parse(data);
      if (event === 'progress') this.tell({ kind: 'progress', ...value, at: Date.now() });
      else this.tell({ kind: 'event', event: value });
    } catch {
      // A line that is no JSON is not ours to repair; the next reload of the list is right anyway.
    }
  }
}
