// A job made into what it should have been: a draft edited, a voice retrained, a place in the queue changed, and what
// somebody else changes meanwhile.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artefacts, browse, clean, signedIn } from './browser.mjs';
import { allison, Studio, until } from './studio.mjs';

let studio, browser, page, trouble;

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 0 }).open();
  browser = await browse();
  ({ page, trouble } = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

test('of a draft everything can be edited, and what somebody else changed meanwhile stays', async () => {
  const job = await studio.submit({ name: 'Ana', language: 'en', dataset_id: 'dataset_x', labels: { client: 'acme' } });
  await page.goto(`${studio.url}/jobs/${job.id}`);
  await page.getByRole('button', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit «Ana»' });
  await studio.api(`/v1/jobs/${job.id}`, { method: 'PATCH', body: { max_attempts: 7 } });
  await dialog.getByLabel('Name').fill('Anna');
  await dialog.getByLabel('Description').fill('The calm one.');
  await dialog.getByLabel('Language').selectOption('es');
  await dialog.getByLabel('Accent').fill('Andalusian');
  await dialog.getByLabel('Labels').fill('client=acme, room=b');
  await dialog.getByLabel('Priority').fill('5');
  await page.screenshot({ path: `${artefacts}/change-edit.png` });
  await clean(page, 'the dialog');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await page.getByRole('heading', { name: 'Anna', level: 1 }).waitFor();
  const { name, description, language, accent, labels, priority, max_attempts } = await studio.job(job.id);
  assert.deepEqual({ name, description, language, accent, labels, priority, max_attempts }, { name: 'Anna', description: 'The calm one.', language: 'es', accent: 'Andalusian', labels: { client: 'acme', room: 'b' }, priority: 5, max_attempts: 7 });
});

test('what the daemon refuses is said in the dialog, and nothing is lost of what was typed', async () => {
  await page.getByRole('button', { name: 'Edit…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit «Anna»' });
  await dialog.getByLabel('Model').fill('no-such-model');
  await dialog.getByLabel('Description').fill('Kept.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').getByText('/model_id').waitFor();
  assert.equal(await dialog.getByLabel('Description').inputValue(), 'Kept.');
  await page.keyboard.press('Escape');
});

test('a voice is retrained on its dataset as a draft of its own, and nothing is spent by that', async () => {
  const job = await studio.submit({ name: 'Allison', language: 'es', recordings: [allison], start: true });
  await studio.comes(job.id, 'completed');
  await page.goto(`${studio.url}/jobs/${job.id}`);
  await page.getByRole('button', { name: 'Retrain…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Retrain «Allison»' });
  await dialog.getByLabel('Name').fill('Allison, Mexican');
  await dialog.getByLabel('Accent').fill('Mexican');
  await dialog.getByRole('button', { name: 'Make the draft' }).click();
  await page.getByRole('heading', { name: 'Allison, Mexican', level: 1 }).waitFor();
  await page.getByRole('button', { name: 'Start…' }).click();
  await page.getByRole('dialog').getByText('1,000,000', { exact: true }).first().waitFor();
  await page.keyboard.press('Escape');
  const made = (await studio.api('/v1/jobs?limit=1')).data[0];
  assert.deepEqual([made.parent_id, made.state, made.accent], [job.id, 'draft', 'Mexican']);
  assert.equal((await studio.api('/v1/ledger')).data.filter((moved) => moved.kind === 'reserved').length, 1);
});

test('a job is moved in the queue, and given another priority while it waits', async () => {
  await studio.api('/v1/control', { method: 'PATCH', body: { spending_paused: true, reason: 'the month is over' } });
  const dataset = (await studio.api('/v1/datasets')).data[0].id;
  const ids = [];
  for (const name of ['One', 'Two', 'Three']) ids.push((await studio.submit({ name, language: 'es', dataset_id: dataset, start: true })).id);
  const order = async () => (await studio.api('/v1/queue')).data.map((entry) => entry.name).join(' ');
  await until(async () => (await order()) === 'One Two Three', 'the queue');
  await page.goto(`${studio.url}/jobs/${ids[2]}`);
  const place = page.getByRole('group', { name: 'Place in the queue' });
  await place.getByText('3 of 3 in the queue').waitFor();
  await place.getByRole('button', { name: 'One place earlier' }).click();
  await until(async () => (await order()) === 'One Three Two', 'one place earlier');
  await place.getByText('2 of 3 in the queue').waitFor();
  await page.screenshot({ path: `${artefacts}/change-queue.png` });
  await place.getByRole('button', { name: 'To the front of the queue' }).click();
  await until(async () => (await order()) === 'Three One Two', 'the front');
  await place.getByText('1 of 3 in the queue').waitFor();
  await place.getByRole('button', { name: 'To the end of the queue' }).click();
  await until(async () => (await order()) === 'One Two Three', 'the end');
  await page.getByRole('button', { name: 'Priority…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Edit «Three»' });
  await dialog.getByText('It is at work').waitFor();
  assert.equal(await dialog.getByLabel('Name').count(), 0);
  await dialog.getByLabel('Priority').fill('10');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await until(async () => (await order()) === 'Three One Two', 'the priority');
});

test('a pause that somebody else makes or ends shows within seconds, in every page', async () => {
  const banner = page.getByText('Spending is paused: nothing is bought.');
  await banner.waitFor();
  await studio.api('/v1/control', { method: 'PATCH', body: { spending_paused: false } });
  await banner.waitFor({ state: 'hidden', timeout: 12_000 });
  await studio.api('/v1/control', { method: 'PATCH', body: { uploading_paused: true } });
  await page.getByText('Uploading is paused: nothing is sent.').waitFor({ timeout: 12_000 });
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
