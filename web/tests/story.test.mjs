// The story of the demo by clicks: a folder of real recordings over a line that breaks, preflight, the cost, a training
// that fails, Re-attempt, four voices.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artefacts, browse, clean, signedIn } from './browser.mjs';
import { allison, Studio, until } from './studio.mjs';

let studio, browser, context, page, trouble;

before(async () => {
  studio = await new Studio({ trainTime: '3s', failTrainings: 1, attempts: 1 }).open();
  browser = await browse();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  ({ page, trouble } = await signedIn(context, studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

test('the code of the link does not stay in the address', () => assert.ok(!page.url().includes('sign-in')));

test('without jobs the page says how to begin', async () => {
  await page.getByRole('heading', { name: 'No voices yet' }).waitFor();
});

test('a folder is sent over a line that breaks, and preflight hears it as it arrives', async () => {
  await page.getByRole('link', { name: 'New clone' }).first().click();
  await page.getByRole('heading', { name: 'New clone' }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Allison');
  await page.getByLabel('Language of the recordings').selectOption('es');
  studio.relay.dropping = 4;
  await page.locator('input[type=file]').nth(1).setInputFiles(allison);
  await page.getByText(/of 527 files sent/).first().waitFor();
  studio.relay.dropping = 6;
  await page.getByText('All 527 files arrived.').waitFor({ timeout: 120_000 });
  assert.equal(studio.relay.dropping, 0, 'lines were broken');
  const folder = await studio.api('/v1/inbox/folders/Allison');
  assert.equal(folder.files.length, 527);
  await page.getByText('Ready, with remarks').waitFor({ timeout: 120_000 });
  await page.locator('.uplot canvas').waitFor();
});

test('what it will take stands beside the form, and nothing is spent before that is confirmed', async () => {
  const card = page.getByRole('region', { name: 'The cost' });
  await card.getByText('1,000,000', { exact: true }).waitFor();
  await card.getByText('28.4 MiB', { exact: true }).waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Allison, calm');
  await until(async () => (await studio.api('/v1/jobs')).data[0]?.name === 'Allison, calm', 'the draft to be renamed');
  await page.getByLabel('Name', { exact: true }).fill('Allison');
  await until(async () => (await studio.api('/v1/jobs')).data[0]?.name === 'Allison', 'the draft to be renamed again');
  await page.screenshot({ path: `${artefacts}/story-new.png`, fullPage: true });
  await card.getByRole('button', { name: 'Train the voice…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Train «Allison»?' });
  await dialog.getByText('1,000,000', { exact: true }).waitFor();
  await clean(page, 'the cost');
  await page.screenshot({ path: `${artefacts}/story-cost.png` });
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  const { data } = await studio.api('/v1/jobs');
  assert.deepEqual(data.map((job) => job.state), ['draft'], 'one draft, however often it was changed');
  assert.deepEqual((await studio.api('/v1/ledger')).data, []);
  await card.getByRole('button', { name: 'Train the voice…' }).click();
  await dialog.getByRole('button', { name: 'Spend 1,000,000 credits' }).click();
  await page.getByRole('heading', { name: 'Allison', level: 1 }).waitFor();
});

test('a failed training is told in the words of the cloud, and re-attempted by a click', async () => {
  await page.locator('.now.failed').waitFor({ timeout: 60_000 });
  await page.getByRole('heading', { name: 'Attempts' }).waitFor();
  await page.screenshot({ path: `${artefacts}/story-failed.png`, fullPage: true });
  await page.getByRole('link', { name: 'Understudy', exact: true }).click();
  await page.getByRole('button', { name: 'Re-attempt: Allison' }).click();
  await page.getByRole('button', { name: 'Spend 1,000,000 credits' }).click();
  await page.locator('.row .state.completed').waitFor({ timeout: 60_000 });
  const { data } = await studio.api('/v1/ledger');
  assert.equal(data.filter((moved) => moved.kind === 'spent').length, 1);
});

test('four voices say a sentence, two of them against each other', async () => {
  await page.getByRole('link', { name: 'Allison', exact: true }).click();
  await page.getByLabel('A sentence for all of them').fill('Hola, soy yo.');
  await page.getByRole('button', { name: 'Hear it' }).click();
  const plays = page.getByRole('button', { name: /^Play: Allison/ });
  await plays.nth(3).waitFor();
  await plays.nth(0).click();
  await page.getByRole('button', { name: /^Compare as A/ }).nth(0).click();
  await page.getByRole('button', { name: /^Compare as B/ }).nth(1).click();
  await page.getByRole('group', { name: 'Compare' }).getByRole('button', { name: 'Switch to B' }).click();
  await page.getByRole('group', { name: 'Compare' }).getByRole('button', { name: 'Switch to A' }).waitFor();
  await page.getByLabel('A source recording').selectOption({ index: 3 });
  const source = page.locator('.source-player');
  await source.getByRole('button', { name: 'Play: A source recording' }).click();
  await source.locator('.shape rect').nth(2).waitFor(); // its peaks, as preflight measured them
  await source.getByRole('button', { name: /^Compare as B/ }).click();
  await page.getByText('B · A source recording').waitFor();
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `${artefacts}/story-voices.png`, fullPage: true });
});

test('a voice is renamed', async () => {
  await page.getByRole('button', { name: /^Rename: Allison/ }).first().click();
  await page.getByLabel('New name').fill('Allison, warm');
  await page.getByRole('dialog').getByRole('button', { name: 'Rename' }).click();
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  const voices = await studio.api('/v1/voices');
  assert.ok(voices.data.some((voice) => voice.name === 'Allison, warm'));
  await page.locator('.voice-name', { hasText: 'Allison, warm' }).waitFor();
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
