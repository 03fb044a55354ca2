// Every page in light and dark and at phone width: axe-core finds nothing, nothing sticks out at the side, and a
// screenshot is left to be looked at.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { artefacts, browse, signedIn } from './browser.mjs';
import { Studio } from './studio.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const sounds = '/usr/share/asterisk/sounds';
const views = { light: ['light', 1280, 900], dark: ['dark', 1280, 900], phone: ['light', 360, 740], 'phone-dark': ['dark', 360, 740] };
let studio, browser;
const pages = {};

async function until(what) {
  for (let tries = 0; tries < 600; tries++) {
    if (await what()) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error('gave up waiting');
}
const submit = (job) => studio.api('/v1/jobs', { method: 'POST', body: JSON.stringify(job) });
const stateOf = async (id) => (await studio.api(`/v1/jobs/${id}`)).state;

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 2, attempts: 1 }).open();
  browser = await browse();
  const done = await submit({ name: 'Allison', language: 'es', recordings: [`${sounds}/es_MX_f_Allison`], start: true, labels: { client: 'acme', room: 'a' }, description: 'The voice of the house.' });
  await until(async () => (await stateOf(done.id)) === 'failed');
  await studio.api(`/v1/jobs/${done.id}/retry`, { method: 'POST', body: '{}' });
  await until(async () => (await stateOf(done.id)) === 'failed');
  await studio.api(`/v1/jobs/${done.id}/retry`, { method: 'POST', body: '{}' });
  await until(async () => (await stateOf(done.id)) === 'completed');
  const job = await studio.api(`/v1/jobs/${done.id}`);
  const draft = await submit({ name: 'June, the one with the rather long name that does not fit anywhere', language: 'fr', recordings: [`${sounds}/fr_CA_f_June`], labels: { client: 'acme' } });
  await until(async () => (await studio.api(`/v1/jobs/${draft.id}`)).preflight);
  await fetch(`${studio.cloudUrl}/_emulator/settings`).catch(() => {});
  const training = await submit({ name: 'Boris', language: 'en', dataset_id: job.dataset_id, start: true });
  await until(async () => (await stateOf(training.id)) === 'completed');
  const failing = await submit({ name: 'Vera', language: 'de', dataset_id: 'dataset_gone', start: true });
  await until(async () => ['failed'].includes(await stateOf(failing.id)) || (await studio.api(`/v1/jobs/${failing.id}`)).hold);
  await studio.api('/v1/control', { method: 'PATCH', body: JSON.stringify({ uploading_paused: true, reason: 'the line is needed for a session' }) });
  await submit({ name: 'Carla', language: 'es', recordings: [`${sounds}/es_MX_f_Allison`], start: true });
  Object.assign(pages, { home: '/', new: '/new', clone: `/jobs/${done.id}`, draft: `/jobs/${draft.id}`, failed: `/jobs/${failing.id}`, datasets: '/datasets', dataset: `/datasets/${job.dataset_id}`, ledger: '/ledger', system: '/system', missing: '/nothing/here' });
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

async function clean(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const words = found.violations.map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(words, [], name);
}

async function shoot(page, name) {
  await page.evaluate(() => window.scrollTo(0, 0));
  await page.screenshot({ path: `${artefacts}/${name}.png`, fullPage: true });
}

for (const [view, [scheme, width, height]] of Object.entries(views)) {
  test(`every page, ${view}`, async (t) => {
    const context = await browser.newContext({ viewport: { width, height }, colorScheme: scheme, reducedMotion: 'reduce' });
    const stranger = await context.newPage();
    await stranger.goto(studio.url + '/');
    await stranger.getByText('understudy open', { exact: true }).waitFor();
    await t.test('sign-in', async () => (await shoot(stranger, `sign-in-${view}`), await clean(stranger, 'sign-in')));
    const { page, trouble } = await signedIn(context, studio);
    for (const [name, path] of Object.entries(pages)) {
      await t.test(name, async () => {
        await page.goto(studio.url + path);
        await page.locator('main h1, main h2').first().waitFor();
        if (name === 'system') await page.getByRole('button', { name: 'Check again' }).and(page.locator(':enabled')).waitFor({ timeout: 40_000 });
        if (name === 'clone') await speak(page);
        if (name === 'draft') await page.getByRole('button', { name: 'Show each recording' }).click();
        await page.waitForTimeout(900);
        await shoot(page, `${name}-${view}`);
        const over = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
        assert.ok(over <= 0, `${name} sticks out by ${over} px`);
        await clean(page, name);
      });
    }
    await t.test('the console stayed silent', () => assert.deepEqual(trouble, []));
    await context.close();
  });
}

async function speak(page) {
  await page.getByLabel('A sentence for all of them').fill('Buenas noches. Esta noche el papel principal es de otra.');
  await page.getByRole('button', { name: 'Hear it' }).click();
  await page.getByRole('button', { name: /^Play: / }).nth(3).waitFor();
  await page.getByRole('button', { name: /^Compare as A/ }).nth(0).click();
  await page.getByRole('button', { name: /^Compare as B/ }).nth(1).click();
}
