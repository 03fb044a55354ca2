// Every page in light and dark and at phone width: axe-core finds nothing, nothing sticks out at the side, and a
// screenshot is left to be looked at.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { artefacts, browse, clean, signedIn } from './browser.mjs';
import { sounds, Studio, until } from './studio.mjs';

const views = { light: ['light', 1280, 900], dark: ['dark', 1280, 900], phone: ['light', 360, 740], 'phone-dark': ['dark', 360, 740] };
let studio, browser;
const pages = {};

before(async () => {
  studio = await new Studio({ trainTime: '1s', failTrainings: 2, attempts: 1 }).open();
  browser = await browse();
  const done = await studio.submit({ name: 'Allison', language: 'es', recordings: [`${sounds}/es_MX_f_Allison`], start: true, labels: { client: 'acme', room: 'a' }, description: 'The voice of the house.' });
  for (let failures = 0; failures < 2; failures++) {
    await studio.comes(done.id, 'failed');
    await studio.api(`/v1/jobs/${done.id}/retry`, { method: 'POST', body: {} });
    await until(async () => (await studio.job(done.id)).state !== 'failed', 'the re-attempt');
  }
  await studio.comes(done.id, 'completed');
  const job = await studio.job(done.id);
  const draft = await studio.submit({ name: 'June, the one with the rather long name that does not fit anywhere', language: 'fr', recordings: [`${sounds}/fr_CA_f_June`], labels: { client: 'acme' } });
  await until(async () => (await studio.job(draft.id)).preflight, 'the draft to be measured');
  const training = await studio.submit({ name: 'Boris', language: 'en', dataset_id: job.dataset_id, start: true });
  await studio.comes(training.id, 'completed');
  const failing = await studio.submit({ name: 'Vera', language: 'de', dataset_id: 'dataset_gone', start: true });
  await until(async () => (await studio.job(failing.id)).state === 'failed', 'the failure');
  await studio.api('/v1/control', { method: 'PATCH', body: { uploading_paused: true, reason: 'the line is needed for a session' } });
  for (const name of ['Carla', 'Dora']) await studio.submit({ name, language: 'es', recordings: [`${sounds}/es_MX_f_Allison`], start: true });
  const queued = (await studio.api('/v1/jobs?limit=1')).data[0];
  await until(async () => (await studio.api('/v1/queue')).length === 2 && (await studio.job(queued.id)).state === 'uploading', 'the queue');
  Object.assign(pages, { home: '/', new: '/new', clone: `/jobs/${done.id}`, draft: `/jobs/${draft.id}`, failed: `/jobs/${failing.id}`, queued: `/jobs/${queued.id}`, datasets: '/datasets', dataset: `/datasets/${job.dataset_id}`, ledger: '/ledger', system: '/system', missing: '/jobs/job_of_nobody' });
});
after(async () => {
  await browser?.close();
  await studio?.close();
});

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
