// What goes wrong around a page: the daemon killed, the session over, names made to attack, two tabs at once.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artefacts, browse, signedIn } from './browser.mjs';
import { Studio } from './studio.mjs';

let studio, browser, context, page, trouble;
const submit = (job) => studio.api('/v1/jobs', { method: 'POST', body: JSON.stringify({ language: 'en', dataset_id: 'dataset_x', ...job }) });

before(async () => {
  studio = await new Studio().open();
  browser = await browse();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  ({ page, trouble } = await signedIn(context, studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

test('a job that is submitted elsewhere shows in every tab without a reload', async () => {
  const second = await context.newPage();
  await second.goto(studio.url + '/');
  await submit({ name: 'From elsewhere' });
  await Promise.all([page, second].map((tab) => tab.getByRole('link', { name: 'From elsewhere' }).waitFor({ timeout: 5000 })));
  await second.close();
});

test('a killed daemon is said, with the time, and the list is right again when it is back', async () => {
  await studio.killDaemon();
  await page.getByText(/No connection to the daemon since/).waitFor({ timeout: 20_000 });
  await page.screenshot({ path: `${artefacts}/trouble-offline.png` });
  await studio.startDaemon();
  await submit({ name: 'After the restart' });
  await page.getByText(/No connection to the daemon since/).waitFor({ state: 'hidden', timeout: 20_000 });
  await page.getByRole('link', { name: 'After the restart' }).waitFor({ timeout: 5000 });
});

test('a pause made elsewhere is a banner, and ends by a click', async () => {
  await studio.api('/v1/control', { method: 'PATCH', body: JSON.stringify({ spending_paused: true, reason: 'budget' }) });
  await page.goto(studio.url + '/');
  await page.getByText('Spending is paused: nothing is bought.').waitFor();
  await page.getByRole('button', { name: 'Resume' }).click();
  await page.getByText('Spending is paused: nothing is bought.').waitFor({ state: 'hidden' });
  assert.equal((await studio.api('/v1/control')).spending_paused, false);
});

test('names are text, whatever they hold', async () => {
  const attack = `<img src=x onerror="window.hacked=1"><script>window.hacked=1</script>"'><b>`;
  const job = await submit({ name: attack, description: attack, labels: { room: attack.slice(0, 100) } });
  await submit({ name: 'javascript:window.hacked=1' });
  const dataset = await studio.api('/v1/datasets', { method: 'POST', body: JSON.stringify({ name: attack, description: attack }) });
  for (const path of ['/', `/jobs/${job.id}`, '/datasets', `/datasets/${dataset.id}`, '/ledger', '/system', `/?search=${encodeURIComponent(attack)}`, `/jobs/${encodeURIComponent(attack)}`, `/datasets/${encodeURIComponent('../../x?y#z')}`, `/new?dataset=${encodeURIComponent(attack)}`]) {
    await page.goto(studio.url + path);
    await page.getByRole('main').waitFor();
    await page.waitForTimeout(400);
    assert.equal(await page.evaluate(() => window.hacked), undefined, path);
    assert.equal(await page.locator('main img, main script, main b').count(), 0, path);
  }
  await page.goto(`${studio.url}/jobs/${job.id}`);
  await page.getByRole('heading', { name: attack, level: 1 }).waitFor();
});

test('by the keyboard alone: skip link, pages, a dialog that gives the focus back', async () => {
  await page.goto(studio.url + '/');
  await page.getByRole('link', { name: 'From elsewhere' }).waitFor();
  await page.keyboard.press('Tab');
  assert.equal(await page.evaluate(() => document.activeElement.className), 'skip');
  await page.keyboard.press('Enter');
  assert.equal(await page.evaluate(() => document.activeElement.id), 'main');
  const start = page.getByRole('button', { name: 'Start: From elsewhere' });
  await start.focus();
  await page.keyboard.press('Enter');
  await page.getByRole('dialog').waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  assert.equal(await start.evaluate((element) => element === document.activeElement), true);
});

test('filters live in the address', async () => {
  await page.goto(`${studio.url}/?search=restart`);
  await page.getByRole('link', { name: 'After the restart' }).waitFor();
  assert.equal(await page.getByRole('link', { name: 'From elsewhere' }).count(), 0);
  await page.getByRole('button', { name: /^Draft/ }).click();
  assert.match(page.url(), /state=draft/);
});

test('a session that ended shows the way to another, and that one comes in', async () => {
  await page.goto(studio.url + '/');
  await page.getByRole('link', { name: 'From elsewhere' }).waitFor();
  await page.locator('.lamp.on').waitFor();
  await page.waitForTimeout(1000); // the first calls are answered: it is the click that finds out
  await context.clearCookies();
  await page.getByRole('link', { name: 'Datasets' }).click();
  await page.getByText('understudy open', { exact: true }).waitFor();
  await page.getByText('Your session has ended.').waitFor();
  await page.goto('about:blank');
  await page.goto(await studio.link());
  await page.getByRole('link', { name: 'From elsewhere' }).waitFor();
});

test('without shared workers the tabs elect one of them, and another when it is closed', async () => {
  const old = await browser.newContext();
  await old.addInitScript(() => delete window.SharedWorker);
  const { page: first } = await signedIn(old, studio);
  const second = await old.newPage();
  await second.goto(studio.url + '/');
  await Promise.all([first, second].map((tab) => tab.locator('.lamp.on').waitFor()));
  await submit({ name: 'Told by the elected' });
  await Promise.all([first, second].map((tab) => tab.getByRole('link', { name: 'Told by the elected' }).waitFor({ timeout: 5000 })));
  await first.close();
  await second.waitForTimeout(1000);
  await submit({ name: 'Told by the next' });
  await second.getByRole('link', { name: 'Told by the next' }).waitFor({ timeout: 8000 });
  await old.close();
});

test('a link that was used says so', async () => {
  const fresh = await browser.newContext();
  const stranger = await fresh.newPage();
  await stranger.goto(`${studio.url}/#sign-in=used-or-old-0123456789`);
  await stranger.getByText('The link was used already').waitFor();
  await fresh.close();
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
