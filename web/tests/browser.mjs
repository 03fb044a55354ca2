// Debian's Chromium, and what every test asks of a page: that its console is silent.
import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { chromium } from 'playwright-core';

export const artefacts = process.env.UNDERSTUDY_ARTEFACTS;
const path = ['/usr/bin/chromium', '/usr/bin/chromium-browser', '/usr/bin/google-chrome'].find(existsSync);

export async function browse() {
  return chromium.launch({
    executablePath: path,
    args: ['--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--autoplay-policy=no-user-gesture-required'],
  });
}

// Collects what must not happen: errors of scripts, and violations of the content security policy.
export function watch(page, trouble = []) {
  page.on('pageerror', (error) => trouble.push(`script: ${error.message}`));
  page.on('console', (message) => {
    const text = message.text();
    if (message.type() === 'error' && !/Failed to load resource|ERR_|net::/.test(text)) trouble.push(`console: ${text}`);
  });
  if (process.env.UNDERSTUDY_TELL) page.on('response', (answer) => (answer.request().method() !== 'GET' || answer.status() >= 400) && console.log(answer.status(), answer.request().method(), answer.url()));
  return trouble;
}

// By the link of `understudy open`. `token`: the studio's file of the right that it is to have.
export async function signedIn(context, studio, token) {
  const page = await context.newPage();
  page.setDefaultTimeout(60_000); // a machine that others build on
  const trouble = watch(page);
  await page.goto(await studio.link(token));
  await page.getByRole('navigation', { name: 'Pages' }).waitFor();
  return { page, trouble };
}

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

// axe-core finds nothing at WCAG 2.2 AA, nor against its best practices.
export async function clean(page, name) {
  await page.evaluate(axe);
  const found = await page.evaluate(() => window.axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }));
  const words = found.violations.map((violation) => `${violation.id}: ${violation.help}: ${violation.nodes.slice(0, 3).map((node) => node.html.slice(0, 160)).join(' | ')}`);
  assert.deepEqual(words, [], name);
}
