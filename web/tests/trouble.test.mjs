// What goes wrong around a page: the daemon killed, the session over, names made to attack, two tabs at once.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { artefacts, browse, signedIn } from './browser.mjs';
import { allison, Studio } from './studio.mjs';

let studio, browser, context, page, trouble;
const submit = (job) => studio.submit({ language: 'en', dataset_id: 'dataset_x', ...job });

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

test('so are the names of voices, of files that are sent and of folders', async () => {
  const attack = `<img src=x onerror="window.hacked=1">`;
  const job = await studio.submit({ name: attack, language: 'es', recordings: [allison], start: true });
  await studio.comes(job.id, 'completed');
  const { voices } = await studio.job(job.id);
  await studio.api(`/v1/voices/${voices[0].id}`, { method: 'PATCH', body: { name: attack + attack } });
  await studio.api('/v1/control', { method: 'PATCH', body: { uploading_paused: true, reason: attack } });
  await page.goto(`${studio.url}/jobs/${job.id}`);
  await page.locator('.voice-name').getByText(attack + attack, { exact: true }).waitFor();
  await page.getByText(`«${attack}»`).waitFor();
  await page.goto(`${studio.url}/new`);
  await page.getByRole('radio', { name: 'On this computer' }).check();
  await page.getByLabel('Name', { exact: true }).fill(attack);
  await page.locator('input[type=file]').nth(0).setInputFiles([{ name: `${attack}.wav`, mimeType: 'audio/wav', buffer: readFileSync(`${allison}/digits/1.wav`) }]);
  await page.getByText('All 1 file arrived.').waitFor();
  await page.getByText('Not yet', { exact: true }).waitFor(); // preflight blocks: and names the file
  await page.getByRole('button', { name: 'Discard' }).click();
  await page.goto(`${studio.url}/system`);
  await page.getByRole('region', { name: 'Inbox' }).getByText(attack).waitFor();
  await page.goto(`${studio.url}/datasets/${(await studio.job(job.id)).dataset_id}`);
  await page.getByRole('heading', { name: attack, level: 1 }).waitFor();
  assert.equal(await page.evaluate(() => window.hacked), undefined);
  assert.equal(await page.locator('main img').count(), 0);
  await studio.api('/v1/control', { method: 'PATCH', body: { uploading_paused: false } });
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

// What a lid does: the day goes on, timers stand still, and the connection of before is dead without an end.
test('after a sleep the stream is another one at once, and the list is right', async () => {
  const slept = await browser.newContext();
  await slept.addInitScript(() => delete window.SharedWorker); // so that the stream's clock is the page's
  const sleeper = await slept.newPage();
  await sleeper.clock.install();
  await sleeper.goto(await studio.link());
  await sleeper.locator('.lamp.on').waitFor();
  await sleeper.getByRole('link', { name: 'From elsewhere' }).waitFor();
  studio.relay.silence();
  await submit({ name: 'While it slept' });
  await sleeper.waitForTimeout(1000);
  assert.equal(await sleeper.getByRole('link', { name: 'While it slept' }).count(), 0);
  await sleeper.clock.fastForward('08:00:00');
  await sleeper.getByRole('link', { name: 'While it slept' }).waitFor({ timeout: 10_000 });
  await submit({ name: 'When it was awake' });
  await sleeper.getByRole('link', { name: 'When it was awake' }).waitFor({ timeout: 10_000 });
  await slept.close();
});

test('a line that falls silent without an end is given up, and said', async () => {
  const fresh = await browser.newContext();
  const { page: listener } = await signedIn(fresh, studio);
  await listener.locator('.lamp.on').waitFor();
  studio.relay.silence();
  await submit({ name: 'Into the silence' });
  await listener.getByRole('link', { name: 'Into the silence' }).waitFor({ timeout: 60_000 });
  await fresh.close();
});

test('a link that was used says so', async () => {
  const fresh = await browser.newContext();
  const stranger = await fresh.newPage();
  await stranger.goto(`${studio.url}/#sign-in=used-or-old-0123456789`);
  await stranger.getByText('The link was used already').waitFor();
  await fresh.close();
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
