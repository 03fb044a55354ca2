// Server-sent events out of pieces of text, as WHATWG's HTML says it, as far as the daemon makes use of it.
export interface Told {
  id: string | null;
  event: string;
  data: string;
}

export class Parser {
  private rest = '';
  private id: string | null = null;
  private event = '';
  private data: string[] = [];

  constructor(private readonly tell: (told: Told) => void, private readonly comment: (text: string) => void = () => {}) {}

  take(piece: string): void {
    const lines = (this.rest + piece).split(/\r\n|\n|\r(?!$)/);
    this.rest = lines.pop() ?? '';
    for (const line of lines) this.line(line);
  }

  private line(line: string): void {
    if (line === '') return this.end();
    if (line.startsWith(':')) return this.comment(line.slice(1).trim());
    const cut = line.indexOf(':');
    const name = cut < 0 ? line : line.slice(0, cut);
    const value = cut < 0 ? '' : line.slice(cut + 1).replace(/^ /, '');
    if (name === 'id') this.id = value;
    else if (name === 'event') this.event = value;
    else if (name === 'data') this.data.push(value);
  }

  private end(): void {
    if (this.data.length > 0) this.tell({ id: this.id, event: this.event || 'message', data: this.data.join('\n') });
    this.id = null;
    this.event = '';
    this.data = [];
  }
}
