// plainjob on SQLite, as durable as the daemon: WAL with synchronous = FULL. A step is a job of its type; its handler
// enqueues the next one. A worker runs one job at a time, so that there are several of each type.
//   node plainjob.mjs JOBS DATABASE
import Database from 'better-sqlite3';
import { better, defineQueue, defineWorker } from 'plainjob';
import { next, order, Race, report, steps } from './cloud.mjs';

const jobs = Number(process.argv[2]);
const silent = { debug() {}, info() {}, warn: console.error, error: console.error };
const connection = better(new Database(process.argv[3]));
const queue = defineQueue({ connection, logger: silent });
connection.pragma('synchronous = FULL'); // its own default is NORMAL, which a power cut takes jobs from

const race = new Race(jobs);
for (let i = 0; i < jobs; ++i) queue.add('dataset', { name: `Voice ${i}` });

const workers = [];
for (const step of order) {
  for (let i = 0; i < 8; ++i) {
    workers.push(defineWorker(step, async (job) => {
      const found = await steps[step](JSON.parse(job.data));
      if (next(step)) queue.add(next(step), found);
    }, { queue, logger: silent, pollIntervall: 5, onCompleted: () => { if (!next(step)) race.finished(); } }));
  }
}
for (const worker of workers) void worker.start();
await report(race);
process.exit(0);
