import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';
import { Emulator, all } from './emulator.mjs';

const wav = { container: 'wav', encoding: 'pcm_s16le', sample_rate: 16000 };

for (const scheme of ['http', 'https']) {
  describe(`speech over ${scheme}`, () => {
    let emulator, client, voice;
    before(async () => {
      emulator = await Emulator.start(scheme, '--train-time', '3h');
      client = emulator.client();
      const made = await emulator.fineTune(client);
      await emulator.advance('3h');
      [voice] = await all(client.fineTunes.listVoices(made.id));
    });
    after(() => emulator.stop());

    const say = (changes = {}, from = client) => from.tts.generate({
      model_id: 'sonic-3-2026-01-12', transcript: 'This is a test.', voice: { mode: 'id', id: voice.id },
      output_format: wav, ...changes,
    });
    const bytes = async (changes) => Buffer.from(await (await say(changes)).arrayBuffer());

    test('a WAV of the asked-for rate comes back', async () => {
      const response = await say();
      assert.equal(response.headers.get('content-type'), 'audio/wav');
      const sound = Buffer.from(await response.arrayBuffer());
      assert.equal(sound.readUInt32LE(24), 16000);
      assert.equal(sound.readUInt32LE(4) + 8, sound.length);
      assert.ok(sound.subarray(44).some((byte) => byte !== 0));
    });

    test('a voice may be given as a bare id', async () => {
      assert.equal((await bytes({ voice: voice.id })).subarray(0, 4).toString(), 'RIFF');
    });

    test('raw and mp3 come as their types', async () => {
      const raw = await say({ output_format: { container: 'raw', encoding: 'pcm_f32le', sample_rate: 8000 } });
      assert.equal(raw.headers.get('content-type'), 'audio/pcm');
      const mp3 = await say({ output_format: { container: 'mp3', sample_rate: 44100, bit_rate: 128000 } });
      assert.equal(mp3.headers.get('content-type'), 'audio/mpeg');
      assert.equal(Buffer.from(await mp3.arrayBuffer()).readUInt16BE(0), 0xfffb);
    });

    test('an alias is a mismatch, an empty transcript a bad request', async () => {
      await assert.rejects(say({ model_id: 'sonic-3' }), (error) => {
        assert.equal(error.error.error_code, 'voice_model_mismatch');
        assert.match(error.error.message, /sonic-3-2026-01-12/);
        return true;
      });
      await assert.rejects(say({ transcript: '' }), { status: 400 });
      await assert.rejects(say({ language: 'en', locale: 'en-US' }), { status: 400 });
    });

    test('an access token speaks and does nothing else', async () => {
      const { token } = await client.accessToken.create({ grants: { tts: true }, expires_in: 60 });
      const guest = emulator.client({ apiKey: token });
      assert.equal((await say({}, guest)).status, 200);
      await assert.rejects(guest.datasets.list(), { status: 403 });
    });
  });
}
