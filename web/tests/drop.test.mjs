// A folder dropped from the file manager, with folders in it: the browser's own drag, and its own reading of entries.
import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { artefacts, browse, signedIn } from './browser.mjs';
import { allison, Studio, until } from './studio.mjs';

const many = 130; // a reader of entries gives a hundred at a time
let studio, browser, context, page, trouble, folder, above;

before(async () => {
  above = mkdtempSync(join(tmpdir(), 'understudy-drop.'));
  folder = join(above, 'Anna Bell');
  mkdirSync(join(folder, 'day 2'), { recursive: true });
  readdirSync(allison).filter((name) => name.endsWith('.wav')).slice(0, many).forEach((name, place) => copyFileSync(join(allison, name), join(folder, place < 3 ? 'day 2' : '', name)));
  writeFileSync(join(folder, 'notes.txt'), 'no recording');
  studio = await new Studio().open();
  browser = await browse();
  context = await browser.newContext({ viewport: { width: 1280, height: 900 } });
  ({ page, trouble } = await signedIn(context, studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
  rmSync(above, { recursive: true, force: true });
});

async function drop(path) {
  const session = await context.newCDPSession(page);
  const { x, y, width, height } = await page.locator('.drop').boundingBox();
  const at = { x: x + width / 2, y: y + height / 2, data: { items: [], files: [path], dragOperationsMask: 1 } };
  for (const type of ['dragEnter', 'dragOver']) await session.send('Input.dispatchDragEvent', { type, ...at });
  await page.locator('.drop.over').waitFor();
  await page.screenshot({ path: `${artefacts}/drop-over.png` });
  await session.send('Input.dispatchDragEvent', { type: 'drop', ...at });
}

test('a folder arrives whole, with its folders, and gives the voice its name', async () => {
  await page.goto(`${studio.url}/new`);
  await page.getByText('Drop files or folders here').waitFor();
  await drop(folder);
  await page.getByText(`All ${many} files arrived.`).waitFor();
  await page.getByText('1 file is no recording and stays here.').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), 'Anna Bell');
  const { files } = await studio.api('/v1/inbox/folders/Anna%20Bell');
  assert.equal(files.length, many);
  assert.equal(files.filter((file) => file.name.startsWith('day 2/')).length, 3);
});

test('it is a draft by itself then, and a closed tab leaves it in the list', async () => {
  const draft = await until(async () => (await studio.api('/v1/jobs')).data[0], 'the draft');
  assert.deepEqual([draft.name, draft.state], ['Anna Bell', 'draft']);
  await page.getByRole('region', { name: 'The cost' }).getByText('1,000,000', { exact: true }).waitFor();
  await page.close();
  page = await context.newPage();
  await page.goto(`${studio.url}/new`);
  await page.getByText('What you had begun is kept as a draft:').waitFor();
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), '');
  await page.getByRole('main').getByRole('link', { name: 'Anna Bell' }).click();
  await page.getByRole('heading', { name: 'Anna Bell', level: 1 }).waitFor();
});

test('more of the same voice goes into the same folder, and the draft is measured anew', async () => {
  await page.goto(`${studio.url}/new`);
  await page.getByText('Drop files or folders here').waitFor();
  await page.getByLabel('Name', { exact: true }).fill('Berta');
  const files = readdirSync(folder).filter((name) => name.endsWith('.wav')).map((name) => join(folder, name));
  await page.locator('input[type=file]').nth(0).setInputFiles(files.slice(0, 5));
  await page.getByText('All 5 files arrived.').waitFor();
  const draft = await until(async () => (await studio.api('/v1/jobs')).data.find((job) => job.name === 'Berta' && job.progress.files_total === 5), 'the draft of five');
  await page.locator('input[type=file]').nth(0).setInputFiles(files.slice(5, 8));
  await page.getByText('All 8 files arrived.').waitFor();
  await until(async () => (await studio.job(draft.id)).progress.files_total === 8, 'the draft of eight');
  await page.getByRole('button', { name: 'Discard' }).click();
  await until(async () => !(await studio.api('/v1/jobs')).data.some((job) => job.id === draft.id), 'the draft to go');
  assert.equal(await page.getByLabel('Name', { exact: true }).inputValue(), '');
});

test('the console stayed silent', () => assert.deepEqual(trouble, []));
