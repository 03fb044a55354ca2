import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Emulator, all, audio, timestamp, uuid } from './emulator.mjs';

for (const scheme of ['http', 'https']) {
  describe(`voices over ${scheme}`, () => {
    let emulator, client;
    before(async () => {
      emulator = await Emulator.start(scheme);
      client = emulator.client();
    });
    after(() => emulator.stop());

    const clone = async (name) => client.voices.clone({ clip: await audio('clip.wav'), name, language: 'en', description: 'mine' });

    test('a clone is made, read, changed and deleted', async () => {
      const made = await clone('Short');
      assert.match(made.id, uuid);
      assert.match(made.created_at, timestamp);
      assert.ok(made.user_id);
      assert.deepEqual([made.name, made.access, made.visibility, made.tagline], ['Short', 'private', 'owner', '']);
      const changed = await client.voices.update(made.id, { name: 'Longer', gender: 'feminine', accent: 'british' });
      assert.deepEqual([changed.name, changed.description, changed.gender, changed.accent], ['Longer', 'mine', 'feminine', 'british']);
      assert.equal((await client.voices.update(made.id, { gender: null })).gender, null);
      assert.equal((await client.voices.get(made.id)).name, 'Longer');
      assert.equal(await client.voices.delete(made.id), null);
      await assert.rejects(client.voices.get(made.id), (error) => error.error.error_code === 'voice_not_found');
    });

    test('the list is searched and filtered', async () => {
      const made = await clone('Findable');
      assert.deepEqual((await all(client.voices.list({ q: 'findABLE' }))).map((v) => v.id), [made.id]);
      assert.ok((await all(client.voices.list({ is_owner: true, limit: 1 }))).every((v) => v.is_owner));
      assert.ok((await all(client.voices.list({ is_owner: false }))).length >= 5);
      assert.deepEqual((await all(client.voices.list({ gender: 'gender_neutral' }))).map((v) => v.name), ['Noa']);
      const french = await client.get('/voices', { query: { language: 'fr' } });
      assert.deepEqual(french.data.map((v) => v.name), ['Lucie']);
    });

    test('the preview comes only when asked for, and plays', async () => {
      const [plain] = (await client.voices.list({ limit: 1 })).data;
      assert.ok(!('preview_file_url' in plain));
      const voice = await client.voices.get(plain.id, { expand: ['preview_file_url'] });
      const sound = await client.get(voice.preview_file_url).asResponse();
      assert.equal(sound.headers.get('content-type'), 'audio/wav');
      assert.equal(Buffer.from(await sound.arrayBuffer()).subarray(0, 4).toString(), 'RIFF');
    });

    test('accents are listed, added and removed', async () => {
      const { accents } = await client.voices.listAccents();
      const british = accents.find((accent) => accent.id === 'british');
      assert.deepEqual(british, { id: 'british', name: 'British English', language: 'en', locale: 'en-GB', is_locale_default: true, is_localizable: true });
      assert.deepEqual(accents.map((a) => a.id), accents.map((a) => a.id).sort());
      const { id } = await clone('Traveller');
      const richer = await client.voices.addAccents(id, { accents: ['british', 'parisian'] });
      assert.deepEqual(richer.locales, [{ locale: 'en-GB', is_native: true }, { locale: 'fr-FR', is_native: false }]);
      const poorer = await client.voices.deleteAccent('parisian', { id });
      assert.equal(poorer.locales.length, 1);
    });

    test('a voice is localized', async () => {
      const { id } = await clone('Local');
      const made = await client.voices.localize({ voice_id: id, name: 'Lokal', accent: 'high-german', tagline: 'calm' });
      assert.deepEqual([made.name, made.language, made.tagline], ['Lokal', 'de', 'calm']);
      await assert.rejects(client.voices.localize({ voice_id: id, name: 'x', accent: 'nowhere' }), { status: 400 });
    });
  });
}
