// The steps of the script, over kept-alive TLS with as many connections as requests are under way. What each queue's
// handlers call; none of them knows the others.
import https from 'node:https';
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';

const base = new URL(process.env.CLOUD);
const agent = new https.Agent({ keepAlive: true, maxSockets: 64, ca: readFileSync(process.env.CA) });
const headers = { Authorization: 'Bearer sk_car_bench', 'Cartesia-Version': '2025-04-16' };
const recording = process.env.RECORDING;
const content = recording ? readFileSync(recording) : Buffer.alloc(0);

function ask(method, path, body, type) {
  return new Promise((resolve, reject) => {
    const more = body ? { 'Content-Type': type, 'Content-Length': body.length } : {};
    const options = { method, agent, host: base.hostname, port: base.port, path, headers: { ...headers, ...more } };
    const request = https.request(options, (response) => {
      const pieces = [];
      response.on('data', (piece) => pieces.push(piece));
      response.on('end', () => {
        const text = Buffer.concat(pieces).toString();
        if (response.statusCode >= 400) reject(new Error(`${method} ${path}: ${response.statusCode} ${text}`));
        else resolve(JSON.parse(text || 'null'));
      });
    });
    request.on('error', reject);
    request.end(body);
  });
}

const send = (path, value) => ask('POST', path, Buffer.from(JSON.stringify(value)), 'application/json');

function form() {
  const mark = '------------------------understudybench';
  const name = basename(recording);
  const head = `--${mark}\r\nContent-Disposition: form-data; name="file"; filename="${name}"\r\n\r\n`;
  const tail = `\r\n--${mark}\r\nContent-Disposition: form-data; name="purpose"\r\n\r\nfine_tune\r\n--${mark}--\r\n`;
  return [Buffer.concat([Buffer.from(head), content, Buffer.from(tail)]), `multipart/form-data; boundary=${mark}`];
}

// Each step takes what the step before has found out, and says what the next one needs.
export const steps = {
  async dataset({ name }) {
    return { name, dataset: (await send('/datasets', { name, description: 'a voice' })).id };
  },
  async upload({ name, dataset }) {
    await ask('POST', `/datasets/${dataset}/files`, ...form());
    return { name, dataset };
  },
  async start({ name, dataset }) {
    const about = { name, description: 'a voice', language: 'en', model_id: 'sonic-2', dataset };
    return { fineTune: (await send('/fine-tunes', about)).id };
  },
  async poll({ fineTune }) {
    const { status } = await ask('GET', `/fine-tunes/${fineTune}`);
    if (status !== 'completed') throw new Error(`it is ${status}: asked again`);
    return { fineTune };
  },
  async voices({ fineTune }) {
    return { voices: (await ask('GET', `/fine-tunes/${fineTune}/voices`)).data.map((voice) => voice.id) };
  },
};
export const order = Object.keys(steps);
export const next = (step) => order[order.indexOf(step) + 1];

// How the bench hears of it: the seconds from the first enqueue to the last job that is done.
export class Race {
  constructor(jobs) {
    this.jobs = jobs;
    this.done = 0;
    this.begun = performance.now();
    this.over = new Promise((resolve) => { this.end = resolve; });
  }

  finished() {
    if (++this.done === this.jobs) this.end((performance.now() - this.begun) / 1000);
  }
}

export async function report(race) {
  const seconds = await race.over;
  console.log(JSON.stringify({ seconds, jobs: race.jobs }));
}
