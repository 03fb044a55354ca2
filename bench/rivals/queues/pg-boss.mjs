// pg-boss on PostgreSQL with fsync. A step is a queue; its workers take batches and enqueue the next step. As its documents
// advise for many jobs: batches, what they hold at the same time, and a worker that is told of what was enqueued.
//   node pg-boss.mjs JOBS CONNECTION_STRING
import PgBoss from 'pg-boss';
import { next, order, Race, report, steps } from './cloud.mjs';

const jobs = Number(process.argv[2]);
const boss = new PgBoss({ connectionString: process.argv[3], max: 20, schedule: false });
boss.on('error', console.error);
await boss.start();
for (const step of order) await boss.createQueue(step, { retryLimit: 10, retryDelay: 1 });

const race = new Race(jobs);
const workers = {};
for (const step of order) {
  workers[step] = await boss.work(step, { batchSize: 64, pollingIntervalSeconds: 0.5 }, async (batch) => {
    const found = await Promise.all(batch.map((job) => steps[step](job.data)));
    if (next(step)) {
      await boss.insert(found.map((data) => ({ name: next(step), data, retryLimit: 10 })));
      boss.notifyWorker(workers[next(step)]);
    } else {
      for (const _ of batch) race.finished();
    }
    if (batch.length === 64) boss.notifyWorker(workers[step]); // there is more
  });
}
// Enqueued as they come: each is durable before the next is asked for, from as many callers as a web server has.
let made = 0;
const caller = async () => {
  while (made < jobs) await boss.send(order[0], { name: `Voice ${made++}` });
};
await Promise.all(Array.from({ length: 16 }, caller));
boss.notifyWorker(workers[order[0]]);
await report(race);
process.exit(0);
