import assert from 'node:assert/strict';
import { createHash, randomBytes } from 'node:crypto';
import { createReadStream, mkdtempSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import { Emulator, all, audio, identifier, timestamp } from './emulator.mjs';

for (const scheme of ['http', 'https']) {
  describe(`datasets over ${scheme}`, () => {
    let emulator, client;
    before(async () => {
      emulator = await Emulator.start(scheme);
      client = emulator.client();
    });
    after(() => emulator.stop());

    test('the status says ok', async () => {
      assert.deepEqual(await client.getStatus(), { ok: true, version: '2026-03-01' });
    });

    test('a dataset is created, read, changed and deleted', async () => {
      const made = await client.datasets.create({ name: 'one', description: 'first' });
      assert.match(made.id, identifier('dataset'));
      assert.match(made.created_at, timestamp);
      assert.deepEqual(await client.datasets.retrieve(made.id), made);
      assert.equal(await client.datasets.update(made.id, { name: 'two', description: 'second' }), null);
      const changed = await client.datasets.retrieve(made.id);
      assert.deepEqual([changed.name, changed.description], ['two', 'second']);
      assert.equal(await client.datasets.delete(made.id), null);
      await assert.rejects(client.datasets.retrieve(made.id), { status: 404 });
    });

    test('the client pages through all of them, newest first', async () => {
      const made = [];
      for (let n = 0; n < 25; ++n) made.unshift((await client.datasets.create({ name: `${n}`, description: '' })).id);
      assert.deepEqual((await all(client.datasets.list({ limit: 10 }))).map((d) => d.id), made);
      const page = await client.datasets.list();
      assert.equal(page.data.length, 10);
      const raw = await client.get('/datasets/', { query: { limit: 10, starting_after: made[9] } });
      assert.deepEqual([raw.data[0].id, raw.has_more, raw.next_page], [made[10], true, made[19]]);
      const back = await client.get('/datasets/', { query: { limit: 3, ending_before: made[5] } });
      assert.deepEqual(back.data.map((d) => d.id), made.slice(2, 5));
    });

    test('files are uploaded, listed and deleted', async () => {
      const { id } = await client.datasets.create({ name: 'files', description: '' });
      const content = randomBytes(3_000_000);
      const name = 'Zoë "take" 1.wav';
      assert.equal(await client.datasets.files.upload(id, { file: await audio(name, content), purpose: 'fine_tune' }), null);
      const [file] = await all(client.datasets.files.list(id));
      assert.match(file.id, identifier('file'));
      assert.match(file.created_at, timestamp);
      assert.deepEqual([file.filename, file.size], [name, content.length]);
      const { files } = await emulator.control('GET', 'files');
      assert.equal(files.find((f) => f.id === file.id).sha256, createHash('sha256').update(content).digest('hex'));
      assert.equal(await client.datasets.files.delete(file.id, { id }), null);
      assert.deepEqual(await all(client.datasets.files.list(id)), []);
      await assert.rejects(client.datasets.files.delete(file.id, { id }), { status: 404 });
    });

    test('a stream from disk puts the purpose first, and that is fine', async () => {
      const { id } = await client.datasets.create({ name: 'stream', description: '' });
      const path = join(mkdtempSync(join(tmpdir(), 'emulator-')), 'b.wav');
      writeFileSync(path, 'from disk');
      await client.datasets.files.upload(id, { file: createReadStream(path), purpose: 'fine_tune' });
      const [file] = await all(client.datasets.files.list(id));
      assert.deepEqual([file.filename, file.size], ['b.wav', 9]);
    });

    test('trouble has the shape of the documents', async () => {
      await assert.rejects(client.datasets.create({ name: '', description: '' }), (error) => {
        assert.equal(error.status, 400);
        assert.equal(error.error.error_code, null);
        assert.equal(error.error.message, 'name must not be empty.');
        assert.match(error.error.request_id, /^[0-9a-f-]{36}$/);
        return true;
      });
      await assert.rejects(emulator.client({ apiKey: 'wrong' }).datasets.list(), { status: 401 });
    });

    test('a form by hand, without a purpose, is a form', async () => {
      const { id } = await client.datasets.create({ name: 'expect', description: '' });
      const form = `--b\r\ncontent-disposition: form-data; name="file"; filename="c.wav"\r\n\r\nabc\r\n--b--\r\n`;
      const response = await client.post(`/datasets/${id}/files`, {
        body: Buffer.from(form), headers: { 'content-type': 'multipart/form-data; boundary=b' },
      }).asResponse();
      assert.equal(response.status, 204);
      assert.equal((await all(client.datasets.files.list(id)))[0].size, 3);
    });
  });
}
