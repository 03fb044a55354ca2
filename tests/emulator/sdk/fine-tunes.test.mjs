import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Emulator, all, identifier, timestamp, uuid } from './emulator.mjs';

for (const scheme of ['http', 'https']) {
  describe(`fine-tunes over ${scheme}`, () => {
    let emulator, client;
    before(async () => {
      emulator = await Emulator.start(scheme, '--train-time', '3h');
      client = emulator.client();
    });
    after(() => emulator.stop());

    test('a training runs to four voices and is charged once', async () => {
      const made = await emulator.fineTune(client, { accent: 'british' });
      assert.match(made.id, identifier('fine_tune'));
      assert.deepEqual([made.name, made.description, made.language, made.model_id, made.status, made.accent],
        ['Anna', 'a voice', 'en', 'sonic-3-2026-01-12', 'created', 'british']);
      assert.deepEqual(await all(client.fineTunes.listVoices(made.id)), []);
      await emulator.advance('1h');
      assert.equal((await client.fineTunes.retrieve(made.id)).status, 'training');
      await emulator.advance('2h');
      const done = await client.fineTunes.retrieve(made.id);
      assert.equal(done.status, 'completed');
      assert.ok(done.supported_model_ids.includes('sonic-3-2026-01-12'));
      const voices = await all(client.fineTunes.listVoices(made.id));
      assert.equal(voices.length, 4);
      for (const voice of voices) {
        assert.match(voice.id, uuid);
        assert.match(voice.created_at, timestamp);
        assert.deepEqual([voice.is_owner, voice.access, voice.visibility, voice.language, voice.tagline],
          [true, 'private', 'owner', 'en', '']);
        assert.deepEqual(voice.locales, [{ locale: 'en-GB', is_native: true }]);
      }
      const bill = await emulator.control('GET', 'bill');
      assert.deepEqual([bill.credits_charged, bill.purchases.length], [1_000_000, 1]);
      assert.equal(bill.purchases[0].description, 'a voice');
    });

    test('the list holds them all', async () => {
      const ids = [];
      for (let n = 0; n < 3; ++n) ids.unshift((await emulator.fineTune(client)).id);
      const listed = (await all(client.fineTunes.list({ limit: 2 }))).map((f) => f.id);
      assert.deepEqual(listed.slice(0, 3), ids);
    });

    test('a failed one has errors, no voices and no price', async () => {
      const charged = (await emulator.control('GET', 'bill')).credits_charged;
      await emulator.control('PATCH', 'settings', { fail_trainings: 1, failure_errors: ['Too short.'] });
      const made = await emulator.fineTune(client);
      await emulator.control('PATCH', 'settings', { price_of_training: 0 });
      await emulator.advance('3h');
      await emulator.control('PATCH', 'settings', { price_of_training: 1_000_000 });
      const failed = await client.fineTunes.retrieve(made.id);
      assert.equal(failed.status, 'failed');
      assert.deepEqual(failed.user_errors, [{ message: 'Too short.' }]);
      assert.deepEqual(await all(client.fineTunes.listVoices(made.id)), []);
      assert.equal((await emulator.control('GET', 'bill')).credits_charged, charged);
    });

    test('a deleted one is gone, and its voices with it', async () => {
      const made = await emulator.fineTune(client);
      await emulator.advance('3h');
      const [voice] = await all(client.fineTunes.listVoices(made.id));
      assert.equal(await client.fineTunes.delete(made.id), null);
      await assert.rejects(client.fineTunes.retrieve(made.id), { status: 404 });
      await assert.rejects(client.voices.get(voice.id), { status: 404 });
    });

    test('a word that nobody knows is passed on', async () => {
      await emulator.control('PATCH', 'settings', { running_words: ['pending'] });
      assert.equal((await emulator.fineTune(client)).status, 'pending');
      await emulator.control('PATCH', 'settings', { running_words: ['created', 'training'] });
    });

    test('a retired model is refused in its words', async () => {
      await assert.rejects(emulator.fineTune(client, { model_id: 'sonic-2' }),
        (error) => error.status === 400 && error.error.error_code === 'model_sunsetted');
      await emulator.control('PATCH', 'settings', { profile: '2025' });
      assert.equal((await emulator.fineTune(client, { model_id: 'sonic-2' })).model_id, 'sonic-2');
      await emulator.control('PATCH', 'settings', { profile: '2026' });
    });
  });
}
