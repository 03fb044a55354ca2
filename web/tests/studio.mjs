// A studio for the browser's tests: an emulated cloud, a daemon, and in front of both what the tests may break. The page
// is served from `dist` with the daemon's content security policy, or by the daemon where there is no `dist`; where the
// daemon knows no sessions, roots and audio yet, this stands in for them.
import { spawn } from 'node:child_process';
import { mkdtempSync, mkdirSync, readFileSync, rmSync, writeFileSync, existsSync, readdirSync, createReadStream } from 'node:fs';
import http from 'node:http';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';

export const csp =
  "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; font-src 'self'; connect-src 'self'; " +
  "media-src 'self' blob:; worker-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'";
const types = { '.html': 'text/html; charset=utf-8', '.js': 'text/javascript', '.css': 'text/css', '.svg': 'image/svg+xml' };

async function until(what, words, seconds = 60) {
  for (const end = Date.now() + seconds * 1000; Date.now() < end; ) {
    const found = await what();
    if (found) return found;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error(`gave up waiting for ${words}`);
}
const grep = (file, pattern) => () => (existsSync(file) ? pattern.exec(readFileSync(file, 'utf8'))?.[1] : null);

function start(command, args, log) {
  const child = spawn('sh', ['-c', 'exec "$0" "$@" >"$LOG" 2>&1', command, ...args], { env: { ...process.env, LOG: log }, stdio: 'ignore' });
  const ended = new Promise((resolve) => child.on('exit', resolve));
  return { child, stop: async (signal = 'SIGTERM') => (child.kill(signal), await ended) };
}

export class Studio {
  constructor(understudyd, dist, options = {}) {
    this.bin = dirname(understudyd);
    this.understudyd = understudyd;
    this.dist = dist;
    this.options = { trainTime: '4s', failTrainings: 1, roots: ['/usr/share/asterisk/sounds'], ...options };
    this.work = mkdtempSync(join(tmpdir(), 'understudy-page.'));
    this.codes = new Set();
    this.sessions = new Set();
    this.dropping = 0; // requests with a body that are still to be cut off
  }

  async open() {
    mkdirSync(join(this.work, 'tls'));
    const { trainTime, failTrainings } = this.options;
    const log = join(this.work, 'cloud.log');
    this.cloud = start(join(this.bin, 'cartesia-emulator'), ['--listen', '127.0.0.1:0', '--api-key', 'sk_car_page', '--make-tls', join(this.work, 'tls'), '--train-time', trainTime, '--fail-trainings', String(failTrainings)], log);
    this.cloudUrl = await until(grep(log, /listening on.*?(https?:\/\/[^\s]+)/), 'the cloud');
    writeFileSync(join(this.work, 'key'), 'sk_car_page\n');
    await this.startDaemon('127.0.0.1:0');
    this.port = new URL(this.daemonUrl).port;
    this.front = http.createServer((request, answer) => this.serve(request, answer));
    await new Promise((resolve) => this.front.listen(0, '127.0.0.1', resolve));
    this.url = `http://127.0.0.1:${this.front.address().port}`;
    this.own = (await fetch(`${this.daemonUrl}/v1/session`, { headers: { Authorization: `Bearer ${this.token}` } })).status !== 404;
    this.ownPage = !this.dist && (await (await fetch(this.daemonUrl + '/')).text()).includes('/assets/');
    return this;
  }

  configuration(listen) {
    const w = (name) => JSON.stringify(join(this.work, name));
    return `[cartesia]\nbase_url = "${this.cloudUrl}"\napi_key_file = ${w('key')}\nca_file = ${w('tls/ca.pem')}\nrequests_per_second = 1000
[server]\nlisten = ["${listen}"]\n[storage]\npath = ${w('understudy.db')}\n[recordings]\nroots = ${JSON.stringify(this.options.roots)}
[training]\npoll_interval = "500ms"\nretry_delays = ["${this.options.retryDelay ?? "3s"}"]\nmax_attempts = ${this.options.attempts ?? 3}\n[budget]\nmonthly = "20M"\nlabels = ["client=acme month 5M"]\n${this.options.toml ?? ''}`;
  }

  async startDaemon(listen = `127.0.0.1:${this.port}`) {
    writeFileSync(join(this.work, 'understudy.toml'), this.configuration(listen));
    const log = join(this.work, `daemon-${Date.now()}.log`);
    this.daemon = start(this.understudyd, ['--config', join(this.work, 'understudy.toml')], log);
    this.daemonUrl = await until(grep(log, /listening on.*?(http:\/\/[^\s]+)/), 'the daemon');
    this.token = readFileSync(join(this.work, 'token'), 'utf8').trim();
    await until(async () => (await fetch(this.daemonUrl + '/readyz').catch(() => null))?.ok, 'the daemon to be ready');
  }

  killDaemon = () => this.daemon.stop('SIGKILL');

  async close() {
    this.front?.closeAllConnections?.();
    this.front?.close();
    await this.daemon?.stop();
    await this.cloud?.stop();
    rmSync(this.work, { recursive: true, force: true });
  }

  async api(path, ask = {}) {
    const answer = await fetch(this.daemonUrl + path, { ...ask, headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...ask.headers } });
    return answer.status === 204 ? null : answer.json();
  }

  // A link as `understudy open` makes it.
  async link() {
    if (this.own) return this.proxied((await this.api('/v1/session/links', { method: 'POST', body: '{}' })).url);
    const code = `code-${Math.random().toString(36).slice(2)}-0123456789`;
    this.codes.add(code);
    return `${this.url}/#sign-in=${code}`;
  }
  proxied = (url) => this.url + '/' + new URL(url).hash;

  serve(request, answer) {
    const path = new URL(request.url, this.url).pathname;
    if (this.dropping > 0 && (request.method === 'PATCH' || request.method === 'POST') && path.startsWith('/v1/inbox/uploads')) return this.drop(request);
    const ofPage = !path.startsWith('/v1/') && !path.startsWith('/problems/');
    if (ofPage && !this.ownPage) return this.file(path, answer);
    if (this.own) return this.forward(request, answer, {});
    if (path === '/v1/session') return this.session(request, answer);
    if (!this.sessions.has(/understudy_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1])) return problem(answer, 401, 'session-expired', 'The session has expired');
    if (path === '/v1/roots') return this.roots(new URL(request.url, this.url), answer);
    const audio = /^\/v1\/jobs\/([^/]+)\/recordings\/(\d+)\/audio$/.exec(path);
    if (audio) return this.audio(audio[1], Number(audio[2]), answer);
    return this.forward(request, answer, { authorization: `Bearer ${this.token}` });
  }

  // Some of the body is taken, then the line is dead.
  drop(request) {
    this.dropping--;
    let taken = 0;
    request.on('data', (piece) => (taken += piece.length) > 1000 && request.socket.destroy());
    request.on('end', () => request.socket.destroy());
  }

  forward(request, answer, more) {
    const headers = { ...request.headers, host: `127.0.0.1:${this.port}`, ...more };
    if (headers.origin) headers.origin = `http://127.0.0.1:${this.port}`;
    if (!this.own) ['cookie', 'origin', 'referer', 'sec-fetch-site', 'sec-fetch-mode', 'sec-fetch-dest'].forEach((name) => delete headers[name]);
    const passed = http.request({ host: '127.0.0.1', port: this.port, method: request.method, path: request.url, headers }, (from) => {
      answer.writeHead(from.statusCode, from.headers);
      answer.flushHeaders();
      from.pipe(answer);
      from.on('error', () => answer.destroy());
    });
    passed.on('error', () => answer.socket?.destroy());
    answer.on('close', () => passed.destroy());
    request.pipe(passed);
  }

  session(request, answer) {
    const name = /understudy_session=(\w+)/.exec(request.headers.cookie ?? '')?.[1];
    if (request.method === 'DELETE') return this.sessions.delete(name), answer.writeHead(204).end();
    if (request.method === 'GET') {
      if (!this.sessions.has(name)) return problem(answer, 401, 'unauthorized', 'Sign in');
      answer.writeHead(200, { 'Content-Type': 'application/json' });
      return answer.end(JSON.stringify({ expires_at: new Date(Date.now() + 7 * 864e5).toISOString(), version: '0.1.0', read_only: false }));
    }
    let body = '';
    request.on('data', (piece) => (body += piece));
    request.on('end', () => {
      if (!this.codes.delete(JSON.parse(body).code)) return problem(answer, 401, 'unauthorized', 'The link was used already');
      const made = Math.random().toString(36).slice(2);
      this.sessions.add(made);
      answer.writeHead(204, { 'Set-Cookie': `understudy_session=${made}; HttpOnly; SameSite=Strict; Path=/; Max-Age=604800` }).end();
    });
  }

  file(path, answer) {
    const asset = path.startsWith('/assets/');
    const file = join(this.dist, asset ? path : 'index.html');
    if (!existsSync(file)) return answer.writeHead(404).end();
    answer.writeHead(200, { 'Content-Type': types[extname(file)] ?? 'application/octet-stream', 'Content-Security-Policy': csp, 'Cache-Control': asset ? 'public, max-age=31536000, immutable' : 'no-cache' });
    answer.end(readFileSync(file));
  }

  roots(url, answer) {
    const path = url.searchParams.get('path');
    answer.writeHead(200, { 'Content-Type': 'application/json' });
    if (!path) return answer.end(JSON.stringify({ data: this.options.roots.map((root) => ({ path: root })) }));
    const entries = readdirSync(path, { withFileTypes: true }).sort((a, b) => (a.name < b.name ? -1 : 1));
    const named = (entry) => ({ name: entry.name, path: `${path}/${entry.name}` });
    const recordings = entries.filter((entry) => entry.isFile() && /\.(wav|flac|mp3)$/.test(entry.name)).map((entry) => ({ ...named(entry), bytes: 1000 }));
    answer.end(JSON.stringify({ path, folders: entries.filter((entry) => entry.isDirectory()).map(named), recordings: recordings.slice(0, 2000), more: recordings.length > 2000 }));
  }

  async audio(id, position, answer) {
    const job = await this.api(`/v1/jobs/${id}`);
    answer.writeHead(200, { 'Content-Type': 'audio/wav' });
    createReadStream(job.preflight.files[position].path).pipe(answer);
  }
}

function problem(answer, status, type, detail) {
  answer.writeHead(status, { 'Content-Type': 'application/problem+json' });
  answer.end(JSON.stringify({ type: `/problems/${type}`, title: detail, status, detail }));
}
