// Starts a daemon with an inbox for a test, and gives tus-js-client what it needs to talk to it.
import { spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import * as tus from 'tus-js-client';

export class Studio {
  static async start() {
    const studio = new Studio();
    studio.folder = await mkdtemp(join(tmpdir(), 'understudy-tus-'));
    await studio.open(0);
    return studio;
  }

  // On the same port again after a kill, as clients find it.
  async open(port) {
    await writeFile(join(this.folder, 'understudy.toml'), [
      '[cartesia]', 'base_url = "http://127.0.0.1:1"',
      '[server]', `listen = ["127.0.0.1:${port}"]`,
      '[storage]', `path = "${this.folder}/understudy.db"`,
      '[recordings]', `roots = ["${this.folder}"]`, ''].join('\n'));
    this.child = spawn(process.env.UNDERSTUDYD, ['--config', join(this.folder, 'understudy.toml')],
      { stdio: ['ignore', 'ignore', 'pipe'] });
    const lines = createInterface({ input: this.child.stderr });
    this.url = await new Promise((resolve, reject) => {
      lines.on('line', (line) => {
        const found = line.match(/listening on (http:\S+)/);
        if (found) resolve(found[1]);
      });
      this.child.once('exit', (code) => reject(new Error(`the daemon ended with ${code}`)));
    });
    this.token = (await readFile(join(this.folder, 'token'), 'utf8')).trim();
  }

  async kill() {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGKILL');
    await gone;
  }

  async killAndOpen() {
    await this.kill();
    await this.open(new URL(this.url).port);
  }

  async stop() {
    await this.kill();
    await rm(this.folder, { recursive: true });
  }

  get endpoint() { return `${this.url}/v1/inbox/uploads`; }
  get headers() { return { Authorization: `Bearer ${this.token}` }; }

  // Resolves with the upload once it succeeded; `hooks` are options of tus-js-client.
  upload(source, metadata, hooks = {}) {
    return new Promise((resolve, reject) => {
      const upload = new tus.Upload(source, {
        endpoint: this.endpoint, headers: this.headers, metadata, retryDelays: [0, 100, 500, 1000, 2000, 3000],
        onError: reject, onSuccess: () => resolve(upload), ...hooks,
      });
      hooks.made?.(upload);
      upload.start();
    });
  }

  async inboxDigest(path) { return digest(await readFile(join(this.folder, 'inbox', path))); }

  async get(path) {
    const response = await fetch(this.url + path, { headers: this.headers });
    return response.json();
  }
}

export function digest(bytes) { return createHash('sha256').update(bytes).digest('hex'); }
