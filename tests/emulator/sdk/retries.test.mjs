// Why Understudy has a client of its own: the official one, as it comes, buys twice when an answer is lost.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Emulator } from './emulator.mjs';

describe('the official client with its default retries', () => {
  let emulator, client;
  before(async () => {
    emulator = await Emulator.start('https', '--train-time', '3h');
    client = emulator.client({ maxRetries: undefined });
  });
  after(() => emulator.stop());

  const match = { method: 'POST', path: '/fine-tunes' };
  const purchases = async () => (await emulator.control('GET', 'bill')).purchases.length;

  test('buys twice when the answer is lost after the commit', async () => {
    await emulator.control('POST', 'faults', { match, fault: { kind: 'reset', at: 'commit' } });
    await emulator.fineTune(client);
    assert.equal(await purchases(), 2);
    await emulator.advance('3h');
    assert.equal((await emulator.control('GET', 'bill')).credits_charged, 2_000_000);
  });

  test('buys twice when a gateway says 502 after the commit', async () => {
    const before_ = await purchases();
    await emulator.control('POST', 'faults', { match, fault: { kind: 'html', at: 'commit', status: 502 } });
    await emulator.fineTune(client);
    assert.equal(await purchases(), before_ + 2);
  });

  test('without retries it is told of the loss and the bill says one', async () => {
    const before_ = await purchases();
    await emulator.control('POST', 'faults', { match, fault: { kind: 'reset', at: 'commit' } });
    await assert.rejects(emulator.fineTune(emulator.client()), { name: 'Error' });
    assert.equal(await purchases(), before_ + 1);
  });

  test('obeys x-should-retry', async () => {
    const before_ = await purchases();
    await emulator.control('POST', 'faults', { match, fault: { kind: 'status', status: 503, headers: { 'x-should-retry': 'false' } } });
    await assert.rejects(emulator.fineTune(client), { status: 503 });
    assert.equal(await purchases(), before_);
  });
});
