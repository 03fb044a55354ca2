// Where the versions of the API differ.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Emulator, all, audio } from './emulator.mjs';

const versions = ['2024-11-13', '2025-04-16', '2025-11-04', '2026-03-01', '2026-08-14'];

for (const scheme of ['http', 'https']) {
  describe(`versions over ${scheme}`, () => {
    let emulator;
    before(async () => { emulator = await Emulator.start(scheme, '--train-time', '3h'); });
    after(() => emulator.stop());

    for (const version of versions) {
      test(`${version} has its own shapes`, async () => {
        const client = emulator.client({ version });
        const dataset = await client.datasets.create({ name: 'n', description: 'd' });
        assert.equal('description' in dataset, version >= '2025-04-16');

        const made = await emulator.fineTune(client, { accent: version === '2026-03-01' ? 'British English' : 'british' });
        assert.equal('accent' in made, version >= '2026-03-01');
        if (version === '2026-03-01') assert.equal(made.accent, 'British English');
        if (version === '2026-08-14') assert.equal(made.accent, 'british');
        await emulator.advance('3h');

        const [voice] = await all(client.fineTunes.listVoices(made.id));
        const modern = version >= '2026-08-14';
        assert.equal('is_public' in voice, !modern);
        for (const field of ['access', 'visibility', 'tagline']) assert.equal(field in voice, modern, field);
        for (const field of ['locales', 'country']) assert.equal(field in voice, version >= '2025-11-04', field);

        const clone = await client.voices.clone({ clip: await audio('c.wav'), name: 'c', language: 'en' });
        assert.ok(clone.user_id);
        assert.equal('is_public' in clone, !modern);

        const speech = await client.tts.generate({
          model_id: 'sonic-3-2026-01-12', transcript: 'Hi.', voice: { mode: 'id', id: voice.id },
          output_format: { container: 'wav', encoding: 'pcm_s16le', sample_rate: 8000 },
        });
        assert.equal(speech.status, 200);
      });

      test(`${version} says no in its own way`, async () => {
        const client = emulator.client({ version });
        await assert.rejects(client.datasets.retrieve('dataset_none'), (error) => {
          assert.equal(error.status, 404);
          if (version >= '2026-03-01') assert.equal(error.error.title, 'Dataset not found');
          else assert.equal(error.message, '404 Dataset not found: There is no Dataset with the ID dataset_none.');
          return true;
        });
        await assert.rejects(client.tts.generate({
          model_id: 'sonic-3', transcript: 'Hi.', voice: { mode: 'id', id: 'nobody' },
          output_format: { container: 'wav', encoding: 'pcm_s16le', sample_rate: 8000 },
        }), { status: version >= '2026-03-01' ? 404 : 400 });
      });

      test(`${version} localizes`, async () => {
        const client = emulator.client({ version });
        const [voice] = (await client.voices.list({ q: 'Marta' })).data;
        const words = version >= '2026-08-14'
          ? { accent: 'parisian' }
          : { language: 'fr', description: '', original_speaker_gender: 'female' };
        assert.equal((await client.voices.localize({ voice_id: voice.id, name: 'l', ...words })).language, 'fr');
      });
    }

    test('both kinds of header carry the key', async () => {
      const headers = { 'x-api-key': 'sk_car_test', 'cartesia-version': '2024-11-13' };
      for (const path of ['/datasets', '/datasets/']) {
        const response = await fetch(emulator.url + path, { headers, redirect: 'error' });
        assert.equal(response.status, 200);
      }
    });

    test('a missing version is refused until it is assumed', async () => {
      const headers = { authorization: 'Bearer sk_car_test' };
      assert.equal((await fetch(`${emulator.url}/voices`, { headers })).status, 400);
      await emulator.control('PATCH', 'settings', { missing_version: '2025-04-16' });
      assert.equal((await fetch(`${emulator.url}/voices`, { headers })).status, 200);
    });
  });
}
