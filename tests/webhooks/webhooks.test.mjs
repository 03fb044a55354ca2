// What the daemon sends is what the specification's own library takes: two secrets, one that is changed, and a
// daemon that is killed between an event and its delivery.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { createInterface } from 'node:readline';
import { afterEach, beforeEach, describe, test } from 'node:test';
import { Webhook } from 'standardwebhooks';
import { Receiver, Studio, newSecret } from './studio.mjs';

function takes(secret, { headers, body }) {
  try {
    return new Webhook(secret).verify(body, headers);
  } catch {
    return null;
  }
}

describe('standardwebhooks', () => {
  const [older, newer, other] = [newSecret(), newSecret(), newSecret()];
  let receiver, studio;
  beforeEach(async () => {
    receiver = await Receiver.open();
    studio = await Studio.start(receiver.port, [newer, older]);
  });
  afterEach(async () => {
    await studio.stop();
    await receiver.close();
  });

  test('takes a message by either secret, and by no other', async () => {
    const id = await studio.endAJob('Zoë');
    const came = await receiver.until(1);
    for (const secret of [older, newer]) assert.equal(takes(secret, came).type, 'job.canceled');
    assert.equal(takes(other, came), null);
    const { data } = takes(newer, came);
    assert.deepEqual([data.job.id, data.job.name, data.job.state, data.event.job_id], [id, 'Zoë', 'canceled', id]);
    assert.equal(data.job.recordings, undefined);
    assert.match(came.headers['webhook-id'], new RegExp(`^msg_${id.slice(4)}_\\d+$`));
    assert.equal(takes(newer, { ...came, body: came.body.replace('canceled', 'cancelled') }), null);
  });

  test('takes it by the new secret alone once the old one is gone', async () => {
    await studio.write([newer]);
    await studio.reload();
    await studio.ask('POST', '/v1/webhooks/studio/test');
    const came = await receiver.until(1);
    assert.equal(takes(newer, came).type, 'webhook.test');
    assert.equal(takes(older, came), null);
  });

  test('gets the same message again after a failed try', async () => {
    receiver.status = 500;
    await studio.endAJob('Anna');
    const first = await receiver.until(1);
    receiver.status = 204;
    const second = await receiver.until(2);
    assert.equal(second.headers['webhook-id'], first.headers['webhook-id']);
    assert.equal(second.body, first.body);
    assert.ok(takes(newer, second));
    assert.notEqual(second.headers['webhook-timestamp'], first.headers['webhook-timestamp']);
  });

  test('gets what happened while it was away and the daemon was killed', async () => {
    receiver.status = 503;
    const id = await studio.endAJob('Anna');
    await receiver.until(1);
    await studio.kill();
    receiver.status = 204;
    await studio.open();
    await studio.ask('POST', '/v1/webhooks/studio/test');
    while (!receiver.came.slice(1).some((came) => takes(newer, came).data.job?.id === id))
      await receiver.until(receiver.came.length + 1);
    const delivered = receiver.came.slice(1).filter((came) => takes(newer, came).type === 'job.canceled');
    assert.equal(delivered.length, 1);
    assert.equal(delivered[0].headers['webhook-id'], receiver.came[0].headers['webhook-id']);
  });

  test('is what docs/webhooks.md shows as a whole receiver', async () => {
    const page = await readFile(process.env.WEBHOOKS_PAGE, 'utf8');
    await writeFile('shown-receiver.mjs', page.match(/```js\n([\s\S]*?)```/)[1]);
    const { port } = receiver;
    await receiver.close();
    const shown = spawn(process.execPath, ['shown-receiver.mjs'],
      { env: { ...process.env, WEBHOOK_SECRET: older, PORT: port }, stdio: ['ignore', 'pipe', 'inherit'] });
    try {
      await studio.ask('POST', '/v1/webhooks/studio/test');
      await studio.endAJob('Anna');
      const lines = createInterface({ input: shown.stdout })[Symbol.asyncIterator]();
      const said = [(await lines.next()).value, (await lines.next()).value].sort();
      assert.deepEqual(said, ['job.canceled Anna', 'webhook.test ']);
    } finally {
      shown.kill();
      await once(shown, 'exit');
      receiver = await Receiver.open();
    }
  });
});
