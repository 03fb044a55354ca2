// A tab that is closed in mid-upload: the same folder again goes on where it was, in the folder of before.
import assert from 'node:assert/strict';
import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { browse, signedIn } from './browser.mjs';
import { Studio } from './studio.mjs';

const MiB = 1024 * 1024;
const changed = 1_750_000_000; // Unix time of the last change
let studio, browser, context, page, folder;

before(async () => {
  folder = join(mkdtempSync(join(tmpdir(), 'understudy-resume.')), 'Anna');
  mkdirSync(folder);
  for (let take = 1; take <= 3; take++) writeFileSync(join(folder, `take-${take}.wav`), Buffer.alloc(40 * MiB, take));
  for (let take = 1; take <= 3; take++) utimesSync(join(folder, `take-${take}.wav`), changed, changed);
  writeFileSync(join(folder, 'notes.txt'), 'no recording');
  studio = await new Studio().open();
  browser = await browse();
  context = await browser.newContext();
  ({ page } = await signedIn(context, studio));
});
after(async () => {
  await browser?.close();
  await studio?.close();
  rmSync(folder, { recursive: true, force: true });
});

const choose = async (tab) => tab.locator('input[type=file]').nth(1).setInputFiles(folder);
const sent = async () => (await studio.api('/v1/inbox')).uploads.reduce((sum, upload) => sum + upload.offset, 0);

test('what had arrived before the tab was closed is not sent again', async () => {
  const session = await context.newCDPSession(page);
  await session.send('Network.enable');
  await session.send('Network.emulateNetworkConditions', { offline: false, latency: 0, downloadThroughput: -1, uploadThroughput: 12 * MiB });
  await page.goto(`${studio.url}/new`);
  await choose(page);
  for (let tries = 0; (await sent()) < 24 * MiB; tries++) {
    assert.ok(tries < 300, 'the upload goes on');
    await page.waitForTimeout(100);
  }
  await page.close({ runBeforeUnload: false });
  const before = await sent();
  assert.ok(before > 0 && before < 120 * MiB);

  const again = await context.newPage();
  studio.relay.up = 0;
  await again.goto(`${studio.url}/new`);
  await again.getByText('You were sending recordings').waitFor();
  await choose(again);
  await again.getByText('All 3 files arrived.').waitFor({ timeout: 60_000 });
  await again.getByText('1 file is no recording and stays here.').waitFor();
  const there = await studio.api('/v1/inbox/folders/Anna');
  assert.deepEqual(there.files.map(({ name, bytes }) => ({ name, bytes })), [1, 2, 3].map((take) => ({ name: `take-${take}.wav`, bytes: 40 * MiB })));
  assert.deepEqual((await studio.api('/v1/inbox')).uploads, [], 'no upload was begun twice');
  assert.ok(studio.relay.up < 120 * MiB - before + MiB, `${studio.relay.up} bytes were sent, ${before} lay there`);
});

test('another recording of the same name and length is not taken for the one that is there', async () => {
  const take = join(folder, 'take-2.wav');
  utimesSync(take, changed, changed + 60);
  const other = await context.newPage();
  await other.goto(`${studio.url}/new`);
  await choose(other);
  await other.getByText('is there already').waitFor({ timeout: 60_000 });
  await other.close();
  utimesSync(take, changed, changed);
});

test('what has arrived whole is not sent again either', async () => {
  const again = await context.newPage();
  await again.goto(`${studio.url}/new`);
  studio.relay.up = 0;
  await choose(again);
  await again.getByText('All 3 files arrived.').waitFor();
  assert.ok(studio.relay.up < MiB, `${studio.relay.up} bytes were sent`);
});
