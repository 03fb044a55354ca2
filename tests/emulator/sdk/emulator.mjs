// Starts emulators for tests, one each, and gives clients to talk to them.
import { spawn } from 'node:child_process';
import { createInterface } from 'node:readline';
import { once } from 'node:events';
import { Cartesia } from '@cartesia/cartesia-js';

const key = 'sk_car_test';

export class Emulator {
  static async start(scheme, ...options) {
    const tls = scheme === 'https'
      ? ['--tls-cert', `${process.env.TLS_FOLDER}/cert.pem`, '--tls-key', `${process.env.TLS_FOLDER}/key.pem`]
      : [];
    const child = spawn(process.env.EMULATOR, ['--listen', '127.0.0.1:0', '--api-key', key, ...tls, ...options],
      { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = await once(createInterface({ input: child.stdout }), 'line');
    const emulator = new Emulator();
    emulator.child = child;
    emulator.url = line.replace('cartesia-emulator listening on ', '');
    return emulator;
  }

  async stop() {
    const gone = once(this.child, 'exit');
    this.child.kill('SIGTERM');
    const [code] = await gone;
    if (code !== 0) throw new Error(`the emulator ended with ${code}`);
  }

  client({ version, ...options } = {}) {
    return new Cartesia({
      apiKey: key, baseURL: this.url, maxRetries: 0,
      defaultHeaders: version ? { 'cartesia-version': version } : {}, ...options,
    });
  }

  async control(method, path, body) {
    const response = await fetch(`${this.url}/_emulator/${path}`, { method, body: body && JSON.stringify(body) });
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.status === 204 ? null : response.json();
  }

  advance(by) { return this.control('POST', 'clock', { advance: by }); }

  // A dataset with one file, as a fine-tune needs it.
  async dataset(client) {
    const dataset = await client.datasets.create({ name: 'Recordings', description: 'of one speaker' });
    await client.datasets.files.upload(dataset.id, { file: await audio('a.wav'), purpose: 'fine_tune' });
    return dataset.id;
  }

  async fineTune(client, changes = {}) {
    return client.fineTunes.create({
      name: 'Anna', description: 'a voice', language: 'en', model_id: 'sonic-3-2026-01-12',
      dataset: await this.dataset(client), ...changes,
    });
  }
}

export function audio(name, content = 'RIFF and so on') {
  return Cartesia.toFile(Buffer.from(content), name, { type: 'audio/wav' });
}

// Gathers what the client's own paging brings.
export async function all(pages) {
  const found = [];
  for await (const item of pages) found.push(item);
  return found;
}

export const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/;
export const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z$/;
export const identifier = (prefix) => new RegExp(`^${prefix}_[1-9A-HJ-NP-Za-km-z]{22}$`);
