// The page's pure parts, without a browser. Their TypeScript is stripped by the esbuild that Vite brings; where that is
// not at hand (a page that was built elsewhere), there is nothing to do.
import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';

const { UNDERSTUDY_ESBUILD: esbuild = '', UNDERSTUDY_PAGE_SOURCES: sources = '' } = process.env;
const there = existsSync(esbuild) && existsSync(sources);
const made = mkdtempSync(join(tmpdir(), 'understudy-pure.'));
async function part(name) {
  const to = join(made, name.replace('/', '-') + '.mjs');
  execFileSync(esbuild, [join(sources, name + '.ts'), '--format=esm', `--outfile=${to}`, '--log-level=error']);
  return import(to);
}
const pure = (words, body) => test(words, { skip: there ? false : 'no esbuild' }, body);

pure('a rate settles on what goes on, and says nothing of a beginning', async () => {
  const { observe, remaining } = await part('pure/rate');
  let rate = observe(undefined, 0, 0);
  assert.equal(rate.perSecond, null);
  assert.equal(remaining(rate, 1000), null);
  for (let second = 1; second <= 60; second++) rate = observe(rate, second * 1000, second * 1000);
  assert.ok(Math.abs(rate.perSecond - 1000) < 1);
  assert.ok(Math.abs(remaining(rate, 120_000) - 60) < 1);
  assert.equal(observe(rate, 61_000, 10).perSecond, null, 'what begins anew has no rate yet');
});

pure('a window holds what shows and some beyond, at both ends of the list', async () => {
  const { slice } = await part('pure/window');
  assert.deepEqual(slice(10_000, 100, 0, 1000), { first: 0, last: 16 });
  assert.deepEqual(slice(10_000, 100, 500_000, 1000), { first: 4994, last: 5016 });
  assert.deepEqual(slice(3, 100, 9000, 1000), { first: 3, last: 3 });
  assert.deepEqual(slice(0, 100, 0, 1000), { first: 0, last: 0 });
});

pure('filters are what the address says', async () => {
  const { filtersOf, fits } = await part('pure/filters');
  const job = { name: 'Anna', id: 'job_1', state: 'failed', hold: null, labels: { room: 'a', client: 'acme' } };
  const asked = (text) => fits(job, filtersOf(new URLSearchParams(text)));
  assert.ok(asked('') && asked('state=failed,draft') && asked('search=ann') && asked('label=room=a,client=acme'));
  assert.ok(!asked('state=draft') && !asked('search=bob') && !asked('label=room=b') && !asked('state=held'));
  assert.ok(fits({ ...job, hold: {} }, filtersOf(new URLSearchParams('state=held'))));
});

pure('events come out of pieces cut anywhere', async () => {
  const { Parser } = await part('pure/sse');
  const text = ': after 41\n\nid: 42\nevent: held\ndata: {"a":1}\n\nevent: progress\ndata: x\ndata: y\n\n';
  for (let cut = 0; cut <= text.length; cut++) {
    const told = [], comments = [];
    const parser = new Parser((each) => told.push(each), (words) => comments.push(words));
    parser.take(text.slice(0, cut));
    parser.take(text.slice(cut));
    assert.deepEqual(told, [{ id: '42', event: 'held', data: '{"a":1}' }, { id: null, event: 'progress', data: 'x\ny' }]);
    assert.deepEqual(comments, ['after 41']);
  }
});

pure('what a folder of the inbox is called is never a way out of it', async () => {
  const { folderName, belowFolder, isRecording } = await part('new/names');
  for (const name of ['../../etc', '.hidden', '/', 'a/b\\c', '\u202eevil', '', '   ', 'x'.repeat(500)]) {
    const made = folderName(name);
    assert.match(made, /^[^./\\][^/\\\u202e]*$/u, name);
    assert.ok(made.length <= 60);
  }
  assert.deepEqual(belowFolder(['anna/1.wav', 'anna/day 2/2.wav']), ['1.wav', 'day 2/2.wav']);
  assert.deepEqual(belowFolder(['anna/1.wav', 'boris/1.wav']), ['anna/1.wav', 'boris/1.wav']);
  assert.ok(isRecording('a.WAV') && !isRecording('.a.wav') && !isRecording('notes.txt'));
});

pure('what is committed is what was reserved and not given back', async () => {
  const { committed } = await part('pure/spending');
  const at = (second, kind) => ({ at: new Date(second * 1000).toISOString(), kind, credits: 10 });
  assert.deepEqual(committed([at(1, 'reserved'), at(2, 'released'), at(3, 'reserved'), at(4, 'spent'), at(5, 'refunded')]), [[1, 2, 3, 5], [10, 0, 10, 0]]);
});

pure('labels are read and written the same way, and their order says nothing', async () => {
  const { labelsOf, textOf, sameLabels } = await part('pure/labels');
  assert.deepEqual(labelsOf(' room = a,client=acme ,, lone'), { room: 'a', client: 'acme', lone: '' });
  assert.equal(textOf({ room: 'a', client: 'acme' }), 'room=a, client=acme');
  assert.ok(sameLabels({ a: '1', b: '2' }, { b: '2', a: '1' }) && !sameLabels({ a: '1' }, { a: '2' }) && !sameLabels({ a: '1' }, {}));
});

pure('a peak at full scale is the whole height, and silence is none', async () => {
  const { amplitudes } = await part('pure/peaks');
  const [silence, tenth, full, beyond] = amplitudes([-70, -20, 0, 2], 4);
  assert.deepEqual([silence, full, beyond], [0, 1, 1]);
  assert.ok(Math.abs(tenth - 0.1) < 1e-9);
  assert.deepEqual(amplitudes([-70, 0], 3), [0, 0.5, 1], 'a short sound');
  assert.deepEqual(amplitudes([-70, 0, -70, -70], 2), [1, 0], 'a long one');
  assert.deepEqual(amplitudes([], 3), []);
});
