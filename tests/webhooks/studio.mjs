// Starts a daemon with a webhook for a test, and receivers for it.
import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

export function newSecret() { return `whsec_${randomBytes(32).toString('base64')}`; }

// Takes what comes with `status`, and remembers it.
export class Receiver {
  static async open(port = 0) {
    const receiver = new Receiver();
    receiver.status = 204;
    receiver.came = [];
    receiver.server = createServer(async (request, response) => {
      const pieces = [];
      for await (const piece of request) pieces.push(piece);
      receiver.came.push({ headers: request.headers, body: Buffer.concat(pieces).toString() });
      response.writeHead(receiver.status).end();
      receiver.server.emit('came');
    }).listen(port, '127.0.0.1');
    await once(receiver.server, 'listening');
    receiver.port = receiver.server.address().port;
    return receiver;
  }

  async until(count) {
    while (this.came.length < count) await once(this.server, 'came');
    return this.came[count - 1];
  }

  async close() {
    this.server.closeAllConnections();
    this.server.close();
    await once(this.server, 'close');
  }
}

export class Studio {
  static async start(port, secrets) {
    const studio = new Studio();
    studio.folder = await mkdtemp(join(tmpdir(), 'understudy-webhooks-'));
    studio.recordings = join(studio.folder, 'recordings');
    await mkdir(studio.recordings);
    await writeFile(join(studio.recordings, 'take-1.wav'), randomBytes(1000));
    await writeFile(join(studio.folder, 'understudy.toml'), [
      '[cartesia]', 'base_url = "http://127.0.0.1:1"',
      '[server]', 'listen = ["127.0.0.1:0"]',
      '[storage]', `path = "${studio.folder}/understudy.db"`,
      '[recordings]', `roots = ["${studio.recordings}"]`,
      '[webhooks.studio]', `url = "http://127.0.0.1:${port}/understudy?from=test"`,
      `secret_file = "${studio.folder}/secret"`, ''].join('\n'));
    await studio.write(secrets);
    await studio.open();
    return studio;
  }

  write(secrets) { return writeFile(join(this.folder, 'secret'), `${secrets.join('\n')}\n`); }

  async open() {
    this.child = spawn(process.env.UNDERSTUDYD, ['--config', join(this.folder, 'understudy.toml')],
      { stdio: ['ignore', 'ignore', 'pipe'] });
    this.lines = createInterface({ input: this.child.stderr });
    this.child.once('exit', () => this.lines.emit('ended'));
    this.url = (await this.said(/listening on (http:\S+)/))[1];
    this.token = (await readFile(join(this.folder, 'token'), 'utf8')).trim();
  }

  said(pattern) {
    return new Promise((resolve, reject) => {
      this.lines.on('line', (line) => {
        const found = line.match(pattern);
        if (found) resolve(found);
      });
      this.lines.once('ended', () => reject(new Error(`the daemon ended before ${pattern}`)));
    });
  }

  async reload() {
    const reloaded = this.said(/configuration reloaded/);
    this.child.kill('SIGHUP');
    await reloaded;
  }

  async kill() {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async stop() {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }

  async ask(method, path, body) {
    const headers = { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json' };
    const response = await fetch(this.url + path, { method, headers, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }

  // A job that ends without a cloud.
  async endAJob(name) {
    const job = await this.ask('POST', '/v1/jobs', { name, language: 'en', recordings: [this.recordings] });
    await this.ask('POST', `/v1/jobs/${job.id}/cancel`);
    return job.id;
  }
}
