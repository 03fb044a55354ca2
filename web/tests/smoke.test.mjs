// The shortest way through the page, for every day: in by the link, a new clone by clicks, its voices.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, signedIn } from './browser.mjs';
import { allison, sounds, Studio } from './studio.mjs';

let studio, browser;

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 0 }).open();
  browser = await browse();
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

test('a link signs in, and a clone is made by clicks until its voices speak', async () => {
  const { page, trouble } = await signedIn(await browser.newContext(), studio);
  await page.getByRole('link', { name: 'New clone' }).first().click();
  await page.getByLabel('Name', { exact: true }).fill('Allison');
  await page.getByLabel('Language of the recordings').selectOption('es');
  await page.getByRole('radio', { name: 'On the server' }).check();
  await page.getByRole('button', { name: sounds }).click();
  await page.getByRole('button', { name: allison.slice(sounds.length + 1) }).click();
  await page.locator('.tree-head code', { hasText: allison }).waitFor();
  await page.getByRole('button', { name: 'Use this folder' }).click();
  await page.getByText('Ready, with remarks').waitFor();
  await page.getByRole('button', { name: 'Train the voice…' }).click();
  await page.getByRole('button', { name: 'Spend 1,000,000 credits' }).click();
  await page.locator('.title-line .state.completed').waitFor();
  await page.getByLabel('A sentence for all of them').fill('Hola, soy yo.');
  await page.getByRole('button', { name: 'Hear it' }).click();
  await page.getByRole('button', { name: /^Play: Allison/ }).nth(3).waitFor();
  assert.equal((await studio.lever('GET', 'bill')).purchases.length, 1);
  assert.deepEqual(trouble, []);
});
