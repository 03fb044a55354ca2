// What waits for a person: a purchase whose answer was lost, one beyond the limit that needs approval, trainings that no
// job explains, and a cloud that is away.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artefacts, browse, clean, signedIn } from './browser.mjs';
import { allison, Studio, until } from './studio.mjs';

let studio, browser, page, trouble, dataset;

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 0, budget: 'approval_above = "2M"', training: 'on_unknown = "ask"\nsettle_window = "1s"' }).open();
  browser = await browse();
  ({ page, trouble } = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});
const onDataset = (name) => studio.submit({ name, language: 'es', dataset_id: dataset, start: true });

test('a purchase whose answer was lost is resolved by a person who has looked', async () => {
  await studio.lever('PATCH', 'settings', { description_limit: 0 });
  await studio.lever('POST', 'faults', { match: { method: 'POST', path: '/fine-tunes' }, times: 1, fault: { kind: 'reset', at: 'commit' } });
  const job = await studio.submit({ name: 'Lost', language: 'es', recordings: [allison], start: true });
  await until(async () => (await studio.job(job.id)).hold?.reason === 'unknown_outcome', 'the hold');
  await page.getByRole('link', { name: 'Lost', exact: true }).click();
  await page.getByRole('button', { name: 'Resolve…' }).click();
  const dialog = page.getByRole('dialog', { name: 'What became of the purchase?' });
  await dialog.getByLabel('Fine-tune id').fill('fine_tune_of_nobody');
  await dialog.getByLabel('Your reason').fill('Seen in the playground.');
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.getByRole('alert').waitFor(); // what is not there cannot be adopted
  await page.screenshot({ path: `${artefacts}/person-resolve.png` });
  await clean(page, 'resolve');
  await dialog.getByLabel('Fine-tune id').fill((await studio.lever('GET', 'bill')).purchases[0].fine_tune_id);
  await dialog.getByRole('button', { name: 'Save' }).click();
  await dialog.waitFor({ state: 'hidden' });
  await page.getByRole('heading', { name: 'Its voices' }).waitFor();
  assert.equal((await studio.lever('GET', 'bill')).purchases.length, 1, 'it was paid once');
  dataset = (await studio.job(job.id)).dataset_id;
  await studio.lever('PATCH', 'settings', { description_limit: null });
});

test('beyond the limit a person approves, who sees the cost and gives a reason', async () => {
  const second = await onDataset('Second');
  await studio.comes(second.id, 'completed');
  const third = await onDataset('Third');
  await until(async () => (await studio.job(third.id)).hold?.reason === 'budget', 'the hold');
  await page.goto(`${studio.url}/jobs/${third.id}`);
  await page.getByRole('button', { name: 'Approve' }).click();
  const dialog = page.getByRole('dialog', { name: 'Let it spend beyond the approval limit?' });
  await dialog.getByText('1,000,000', { exact: true }).waitFor();
  await page.screenshot({ path: `${artefacts}/person-approve.png` });
  await clean(page, 'approve');
  assert.ok(await dialog.getByRole('button', { name: 'Approve' }).isDisabled(), 'it wants a reason');
  await dialog.getByLabel('Your reason').fill('For the film.');
  await dialog.getByRole('button', { name: 'Approve' }).click();
  await page.locator('.title-line .state.completed').waitFor();
  await page.getByText('For the film.').waitFor(); // in the history
});

test('a training that somebody began by hand is adopted; another is deleted after a second click', async () => {
  const made = [];
  for (const name of ['By hand', 'By mistake']) made.push(await studio.cloudCall('POST', '/fine-tunes', { name, language: 'es', dataset, model_id: (await studio.job((await studio.api('/v1/jobs?limit=1')).data[0].id)).model_id, description: '' }));
  await page.goto(`${studio.url}/system`);
  const orphans = page.getByRole('region', { name: 'Orphans' });
  await orphans.getByText('By mistake').waitFor();
  await page.screenshot({ path: `${artefacts}/person-orphans.png`, fullPage: true });
  await orphans.getByRole('button', { name: 'Delete: By mistake' }).click();
  await orphans.getByRole('button', { name: 'Delete: By mistake' }).click();
  await orphans.getByText('By mistake').waitFor({ state: 'hidden' });
  await orphans.getByRole('button', { name: 'Adopt: By hand' }).click();
  await page.getByRole('heading', { level: 1, name: 'By hand' }).waitFor();
  await page.locator('.title-line .state.completed').waitFor();
});

test('a cloud that is away is a banner, and gone when it is back', async () => {
  await studio.lever('POST', 'faults', { match: { method: 'GET', path: '/**' }, times: 0, fault: { kind: 'status', status: 503 } });
  await studio.lever('POST', 'faults', { match: { method: 'POST', path: '/**' }, times: 0, fault: { kind: 'status', status: 503 } });
  const job = await onDataset('In the storm');
  await page.goto(studio.url + '/');
  await page.getByText('The cloud is away.').waitFor();
  await page.screenshot({ path: `${artefacts}/person-cloud-away.png` });
  await studio.lever('DELETE', 'faults');
  await page.getByText('The cloud is away.').waitFor({ state: 'hidden', timeout: 120_000 });
  await studio.api(`/v1/jobs/${job.id}/cancel`, { method: 'POST', body: {} });
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
