// A session of the read-only token: everything can be looked at, and what changes something is off and says why.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artefacts, browse, clean, signedIn } from './browser.mjs';
import { allison, Studio } from './studio.mjs';

let studio, browser, page, trouble;
const pages = {};
const reading = /^(Copy|Check again|Sign out|Show|All|Draft|Uploading|Training|Completed|Failed|Canceled|Held|Play|Compare|Close|Try again)/;

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 0 }).open();
  const done = await studio.submit({ name: 'Allison', language: 'es', recordings: [allison], start: true });
  await studio.comes(done.id, 'completed');
  const draft = await studio.submit({ name: 'A draft', language: 'en', dataset_id: 'dataset_x' });
  await studio.api('/v1/control', { method: 'PATCH', body: { spending_paused: true } });
  const { dataset_id: dataset } = await studio.job(done.id);
  await studio.submit({ name: 'Waits', language: 'es', dataset_id: dataset, start: true });
  Object.assign(pages, { home: '/', completed: `/jobs/${done.id}`, draft: `/jobs/${draft.id}`, datasets: '/datasets', dataset: `/datasets/${dataset}`, ledger: '/ledger', system: '/system', new: '/new' });
  browser = await browse();
  ({ page, trouble } = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), studio, 'look'));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

test('every button that changes something is off, with the reason', async () => {
  let off = 0;
  for (const [name, path] of Object.entries(pages)) {
    await page.goto(studio.url + path);
    await page.locator('main h1, main h2').first().waitFor();
    if (name === 'system') await page.getByRole('button', { name: 'Check again' }).and(page.locator(':enabled')).waitFor();
    await page.waitForTimeout(600);
    for (const button of await page.getByRole('button').all()) {
      const [words, is] = await button.evaluate((element) => [element.getAttribute('aria-label') ?? element.textContent.trim(), element.getAttribute('aria-disabled') === 'true' && document.getElementById(element.getAttribute('aria-describedby'))?.textContent]);
      if (is) assert.match(is, /You may look, and change nothing/), off++;
      else assert.match(words, reading, `${name}: «${words}» is not off`);
    }
    await page.screenshot({ path: `${artefacts}/look-only-${name}.png`, fullPage: true });
    await clean(page, name);
  }
  assert.ok(off > 15, `${off} are off`);
});

test('a click on one of them does nothing, and asks the daemon for nothing', async () => {
  const asked = [];
  page.on('request', (request) => request.method() === 'GET' || asked.push(request.url()));
  await page.goto(studio.url + '/');
  await page.getByRole('button', { name: 'Start: A draft' }).click({ force: true });
  await page.getByRole('button', { name: 'Resume' }).click({ force: true });
  await page.waitForTimeout(500);
  assert.equal(await page.getByRole('dialog').count(), 0);
  assert.deepEqual(asked, []);
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
