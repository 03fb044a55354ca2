// No mouse: from the sign-in to a voice, and a dialog left without having spent.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { browse, signedIn } from './browser.mjs';
import { allison, Studio } from './studio.mjs';

let studio, browser, page;

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 0, roots: [allison] }).open();
  browser = await browse();
  ({ page } = await signedIn(await browser.newContext({ viewport: { width: 1280, height: 900 } }), studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

const focused = () => page.evaluate(() => {
  const element = document.activeElement;
  const label = element.getAttribute('aria-label') ?? element.labels?.[0]?.textContent ?? element.textContent;
  return { label: label.trim(), seen: element.matches(':focus-visible') && getComputedStyle(element).outlineStyle !== 'none', tag: element.tagName };
});

// On by Tab until something of that name has the focus.
async function tabTo(name, key = 'Tab') {
  for (let steps = 0; steps < 80; steps++) {
    await page.keyboard.press(key);
    if ((await focused()).label.startsWith(name)) return;
  }
  throw new Error(`no way to «${name}» by ${key}`);
}

test('what has the focus is seen to have it, on every stop of a page', async () => {
  await page.goto(studio.url + '/new');
  await page.getByText('Drop files or folders here').waitFor();
  const unseen = [];
  for (let steps = 0; steps < 40; steps++) {
    await page.keyboard.press('Tab');
    const { label, seen, tag } = await focused();
    if (tag === 'BODY') break;
    // The radio buttons show it on the label beside them.
    if (!seen && !(await page.evaluate(() => getComputedStyle(document.activeElement.nextElementSibling ?? document.body).outlineStyle !== 'none'))) unseen.push(label);
  }
  assert.deepEqual(unseen, []);
});

test('a clone is made and heard by the keyboard alone', async () => {
  await page.goto(studio.url + '/');
  await page.getByRole('heading', { name: 'No voices yet' }).waitFor();
  await tabTo('New clone');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'New clone' }).waitFor();
  await tabTo('Name');
  await page.keyboard.type('Allison');
  await tabTo('Language of the recordings');
  await page.keyboard.type('Spanish');
  await tabTo('On this computer');
  await page.keyboard.press('ArrowRight');
  await page.getByRole('button', { name: allison }).waitFor();
  await tabTo(allison);
  await page.keyboard.press('Enter');
  await page.locator('.tree-head').waitFor();
  await tabTo('Use this folder');
  await page.keyboard.press('Enter');
  await page.getByText('Ready, with remarks').waitFor();
  await page.getByRole('button', { name: 'Train the voice…' }).and(page.locator(':enabled')).waitFor();
  await tabTo('Train the voice…');
  await page.keyboard.press('Enter');
  const dialog = page.getByRole('dialog', { name: 'Train «Allison»?' });
  await dialog.getByRole('button', { name: 'Spend 1,000,000 credits' }).waitFor();
  await page.keyboard.press('Escape');
  await dialog.waitFor({ state: 'hidden' });
  assert.match((await focused()).label, /^Train the voice/, 'the focus is given back');
  assert.deepEqual((await studio.api('/v1/ledger')).data, []);
  await page.keyboard.press('Enter');
  await dialog.getByRole('button', { name: 'Spend 1,000,000 credits' }).and(page.locator(':enabled')).waitFor();
  await tabTo('Spend 1,000,000');
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: 'Its voices' }).waitFor();
  assert.equal((await studio.api('/v1/jobs')).data[0].language, 'es');
  await tabTo('A sentence for all of them');
  await page.keyboard.type('Hola.');
  await tabTo('Hear it');
  await page.keyboard.press('Enter');
  await page.getByRole('button', { name: /^Play: Allison/ }).first().waitFor();
  await tabTo('Play: Allison');
  await page.keyboard.press('Enter');
  await tabTo('Place in the sound');
  await page.keyboard.press('End');
});
