// BullMQ on Redis with appendfsync always. A step is a queue; a worker runs 64 of its jobs at a time and enqueues the next
// step.
//   node bullmq.mjs JOBS PORT
import { Queue, Worker } from 'bullmq';
import IORedis from 'ioredis';
import { next, order, Race, report, steps } from './cloud.mjs';

const jobs = Number(process.argv[2]);
const connect = () => new IORedis({ port: Number(process.argv[3]), maxRetriesPerRequest: null });
const shared = connect();
const queues = Object.fromEntries(order.map((step) => [step, new Queue(step, { connection: shared })]));

const race = new Race(jobs);
const options = { attempts: 10, backoff: { type: 'fixed', delay: 100 } };
for (const step of order) {
  const worker = new Worker(step, async (job) => {
    const found = await steps[step](job.data);
    if (next(step)) await queues[next(step)].add(next(step), found, options);
  }, { connection: connect(), concurrency: 64 });
  worker.on('error', console.error);
  if (!next(step)) worker.on('completed', () => race.finished());
}
let made = 0;
const caller = async () => {
  while (made < jobs) await queues[order[0]].add(order[0], { name: `Voice ${made++}` }, options);
};
await Promise.all(Array.from({ length: 16 }, caller));
await report(race);
process.exit(0);
