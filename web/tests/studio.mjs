// A studio for the browser's tests: an emulated cloud, the daemon with the page in its binary, and between the browser
// and the daemon a line that can be broken.
import { execFile, spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { promisify } from 'node:util';
import { Relay } from './relay.mjs';

export const sounds = '/usr/share/asterisk/sounds';
export const allison = `${sounds}/es_MX_f_Allison`;
const run = promisify(execFile);

export async function until(what, words = 'it', seconds = 120) {
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
  // `toml`: sections of the configuration that it has not; `budget`: the lines of that one.
  constructor(options = {}) {
    this.understudyd = process.env.UNDERSTUDYD;
    this.bin = dirname(this.understudyd);
    this.options = { trainTime: '4s', failTrainings: 1, roots: [sounds], budget: 'monthly = "20M"\nlabels = ["client=acme month 5M"]', ...options };
    this.work = mkdtempSync(join(tmpdir(), 'understudy-page.'));
  }

  async open() {
    mkdirSync(join(this.work, 'tls'));
    const { trainTime, failTrainings } = this.options;
    const log = join(this.work, 'cloud.log');
    this.cloud = start(join(this.bin, 'cartesia-emulator'), ['--listen', '127.0.0.1:0', '--api-key', 'sk_car_page', '--make-tls', join(this.work, 'tls'), '--train-time', trainTime, '--fail-trainings', String(failTrainings)], log);
    this.cloudUrl = await until(grep(log, /listening on.*?(https?:\/\/[^\s]+)/), 'the cloud');
    writeFileSync(join(this.work, 'key'), 'sk_car_page\n');
    writeFileSync(join(this.work, 'look'), 'a-token-for-who-may-only-look-0123456789\n', { mode: 0o600 });
    await this.startDaemon('127.0.0.1:0');
    this.port = new URL(this.daemonUrl).port;
    this.relay = new Relay(this.port);
    this.url = `http://127.0.0.1:${await this.relay.open()}`;
    return this;
  }

  configuration(listen) {
    const w = (name) => JSON.stringify(join(this.work, name));
    const { roots, retryDelay = '3s', attempts = 3, budget, training = '', toml = '' } = this.options;
    return `[cartesia]\nbase_url = "${this.cloudUrl}"\napi_key_file = ${w('key')}\nca_file = ${w('tls/ca.pem')}\nrequests_per_second = 1000
[server]\nlisten = ["${listen}"]\nread_only_token_file = ${w('look')}\n[storage]\npath = ${w('understudy.db')}\n[recordings]\nroots = ${JSON.stringify(roots)}
[training]\npoll_interval = "500ms"\nretry_delays = ["${retryDelay}"]\nmax_attempts = ${attempts}\n${training}\n[budget]\n${budget}\n${toml}`;
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
    this.relay?.close();
    await this.daemon?.stop();
    await this.cloud?.stop();
    rmSync(this.work, { recursive: true, force: true });
  }

  async api(path, ask = {}) {
    const body = ask.body === undefined || typeof ask.body === 'string' ? ask.body : JSON.stringify(ask.body);
    const answer = await fetch(this.daemonUrl + path, { ...ask, body, headers: { Authorization: `Bearer ${this.token}`, 'Content-Type': 'application/json', ...ask.headers } });
    return answer.status === 204 ? null : answer.json();
  }
  submit = (job) => this.api('/v1/jobs', { method: 'POST', body: job });
  job = (id) => this.api(`/v1/jobs/${id}`);
  comes = (id, state) => until(async () => (await this.job(id)).state === state, `${id} to be ${state}`);
  held = (id) => until(async () => (await this.job(id)).hold, `${id} to be held`);

  // The cloud's own levers, under /_emulator/. Its certificate is the studio's, so TLS is not what is tested here.
  async lever(method, path, body) {
    const { stdout } = await run('curl', ['-sS', '--cacert', join(this.work, 'tls/ca.pem'), '-X', method, '-H', 'Content-Type: application/json', ...(body ? ['-d', JSON.stringify(body)] : []), `${this.cloudUrl}/_emulator/${path}`]);
    return stdout ? JSON.parse(stdout) : null;
  }

  // What a person does in the cloud by hand.
  async cloudCall(method, path, body) {
    const { stdout } = await run('curl', ['-sS', '--cacert', join(this.work, 'tls/ca.pem'), '-X', method, '-H', 'X-API-Key: sk_car_page', '-H', 'Cartesia-Version: 2026-03-01', '-H', 'Content-Type: application/json', '-d', JSON.stringify(body), this.cloudUrl + path]);
    return JSON.parse(stdout);
  }

  // The link of `understudy open`, led over the line. `token`: the file of the right that it is to have.
  async link(token = 'token') {
    const { stdout } = await run(join(this.bin, 'understudy'), ['--url', this.daemonUrl, '--token-file', join(this.work, token), 'open', '--print']);
    return this.url + '/' + new URL(/https?:\/\/\S+/.exec(stdout)[0]).hash;
  }
}
