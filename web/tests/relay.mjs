// The line between the browser and the daemon: bytes go through as they are, and the line breaks or falls silent when a
// test says so.
import net from 'node:net';

const upload = /^(POST|PATCH) \/v1\/inbox\/uploads/;
const stream = /^GET \/v1\/events /;
const head = (piece) => piece.subarray(0, 64).toString('latin1');

export class Relay {
  constructor(port) {
    this.port = port; // of the daemon
    this.dropping = 0; // uploads that are still to be cut off in their middle
    this.lines = new Set();
    this.up = 0; // bytes from the browser
    this.server = net.createServer((browser) => this.join(browser));
  }

  async open() {
    await new Promise((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return this.server.address().port;
  }
  close() {
    for (const { end } of this.lines) end();
    this.server.close();
  }

  // As after a machine has slept: the streams of before say nothing any more and do not end; what was idle the browser has
  // closed by itself. What connects now goes through.
  silence() {
    for (const line of [...this.lines]) line.streams ? (line.silent = true) : line.end();
  }

  join(browser) {
    const daemon = net.connect(this.port, '127.0.0.1');
    const line = { silent: false, streams: false, taken: null, end: () => (browser.destroy(), daemon.destroy(), this.lines.delete(line)) };
    this.lines.add(line);
    browser.on('data', (piece) => (this.up += piece.length, line.streams ||= stream.test(head(piece))));
    browser.on('data', (piece) => line.silent || (this.breaks(line, piece) ? line.end() : daemon.write(piece)));
    daemon.on('data', (piece) => line.silent || browser.write(piece));
    for (const side of [browser, daemon]) side.on('error', line.end).on('close', () => line.silent || line.end());
  }

  // Some of an upload's body is taken, then the line is dead.
  breaks(line, piece) {
    if (this.dropping > 0 && line.taken === null && upload.test(head(piece))) {
      this.dropping--;
      line.taken = 0;
    }
    if (line.taken === null) return false;
    line.taken += piece.length;
    return line.taken > 2000;
  }
}
