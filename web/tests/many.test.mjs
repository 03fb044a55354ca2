// Ten thousand jobs: usable at once, and a change costs next to nothing of the main thread.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, signedIn } from './browser.mjs';
import { Studio } from './studio.mjs';

const strict = process.env.UNDERSTUDY_STRICT; // the aims of an idle machine
const jobs = Number(process.env.UNDERSTUDY_MANY ?? 10_000);
let studio, browser, page;

before(async () => {
  studio = await new Studio().open();
  let next = 0;
  const some = async () => {
    while (next < jobs) await studio.api('/v1/jobs', { method: 'POST', body: JSON.stringify({ name: `Voice ${++next}`, language: 'en', dataset_id: `dataset_${next}` }) });
  };
  await Promise.all(Array.from({ length: 24 }, some));
  browser = await browse();
  ({ page } = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

test('the first rows show soon, and all are counted', async (t) => {
  const took = [];
  for (let turns = 0; turns < 5; turns++) {
    await page.reload();
    await page.locator('.row').first().waitFor();
    // When the browser had drawn them: that of the test is later by its own way.
    took.push(await page.evaluate(() => performance.getEntriesByName('understudy-rows')[0]?.startTime ?? performance.now()));
    await page.getByText(`${jobs.toLocaleString('en')} jobs`).waitFor();
  }
  const middle = took.sort((one, other) => one - other)[2];
  t.diagnostic(`first rows after ${took.map(Math.round).join(', ')} ms`);
  assert.ok(middle < (strict ? 300 : 1500), `${middle} ms`);
  assert.ok((await page.locator('.row').count()) < 60, 'only what shows is drawn');
});

test('the first load is small on the wire', async (t) => {
  const fresh = await browser.newContext();
  const stranger = await fresh.newPage();
  const session = await fresh.newCDPSession(stranger);
  await session.send('Network.enable');
  const paths = new Map();
  let bytes = 0;
  session.on('Network.responseReceived', ({ requestId, response }) => paths.set(requestId, new URL(response.url).pathname));
  session.on('Network.loadingFinished', ({ requestId, encodedDataLength }) => paths.get(requestId)?.startsWith('/v1/') || (bytes += encodedDataLength));
  await stranger.goto(await studio.link());
  await stranger.locator('.row').first().waitFor();
  await stranger.locator('.lamp.on').waitFor();
  t.diagnostic(`${(bytes / 1024).toFixed(1)} KiB in ${[...paths.values()].filter((path) => !path.startsWith('/v1/')).length} answers`);
  assert.ok(bytes > 10_000 && bytes <= 120 * 1024, `${bytes} bytes`);
  await fresh.close();
});

// What a message of the stream costs until all that follows from it is drawn, in the scripts of the page.
test('a list update costs under four milliseconds', async (t) => {
  const session = await page.context().newCDPSession(page);
  await session.send('Performance.enable', { timeDomain: 'threadTicks' }); // of this thread alone, whatever else the machine does
  const spent = async () => Object.fromEntries((await session.send('Performance.getMetrics')).metrics.map((metric) => [metric.name, metric.value]));
  await page.waitForTimeout(1500);
  const { data } = await studio.api('/v1/jobs?limit=100');
  const before = await spent();
  const changes = 40;
  for (let change = 0; change < changes; change++) {
    await studio.api(`/v1/jobs/${data[change % 8].id}`, { method: 'PATCH', body: JSON.stringify({ name: `Changed ${change}` }) });
    await page.waitForTimeout(220);
  }
  await page.getByRole('link', { name: `Changed ${changes - 1}`, exact: true }).waitFor();
  const after = await spent();
  const each = (name) => (1000 * (after[name] - before[name])) / changes;
  t.diagnostic(`script ${each('ScriptDuration').toFixed(2)} ms, layout and style ${(each('LayoutDuration') + each('RecalcStyleDuration')).toFixed(2)} ms an update`);
  const cost = each('ScriptDuration') + each('LayoutDuration') + each('RecalcStyleDuration');
  assert.ok(cost < (strict ? 4 : 12), `${cost} ms`);
});

test('scrolling to the end draws the oldest', async () => {
  await page.evaluate(() => window.scrollTo(0, document.documentElement.scrollHeight));
  await page.getByRole('link', { name: 'Voice 1', exact: true }).waitFor();
});
