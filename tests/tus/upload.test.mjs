// The protocol's own client against the inbox: whole folders, aborted and resumed, over a kill of the daemon.
import assert from 'node:assert/strict';
import { randomBytes } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { after, before, describe, test } from 'node:test';
import * as tus from 'tus-js-client';
import { Studio, digest } from './studio.mjs';

const MiB = 1 << 20;

describe('tus-js-client', () => {
  let studio;
  before(async () => { studio = await Studio.start(); });
  after(() => studio.stop());

  test('sends a whole folder', async () => {
    const files = Object.fromEntries(['anna/day 1/take-1.wav', 'anna/day 1/take-2.wav', 'anna/zoë.wav']
      .map((path) => [path, randomBytes(300_000)]));
    for (const [relativePath, bytes] of Object.entries(files)) {
      const filename = relativePath.split('/').pop();
      await studio.upload(bytes, { filename, relativePath, filetype: 'audio/wav' });
      assert.equal(await studio.inboxDigest(relativePath), digest(bytes));
    }
    const { folders, uploads } = await studio.get('/v1/inbox');
    assert.deepEqual(folders.map(({ name, files }) => [name, files]), [['anna', 3]]);
    assert.deepEqual(uploads, []);
  });

  test('sends in pieces, and with the announcement', async () => {
    const bytes = randomBytes(5 * MiB);
    for (const [name, more] of [['pieces.wav', { chunkSize: MiB }], ['first.wav', { uploadDataDuringCreation: true }],
      ['both.wav', { chunkSize: MiB, uploadDataDuringCreation: true }], ['override.wav', { overridePatchMethod: true }]]) {
      await studio.upload(bytes, { folder: 'ways', filename: name }, more);
      assert.equal(await studio.inboxDigest(`ways/${name}`), digest(bytes), name);
    }
  });

  test('sends an empty file', async () => {
    await studio.upload(Buffer.alloc(0), { folder: 'ways', filename: 'empty.wav' });
    assert.equal(await studio.inboxDigest('ways/empty.wav'), digest(''));
  });

  test('is aborted, and resumed from what it has stored', async () => {
    const bytes = randomBytes(8 * MiB), path = join(studio.folder, 'source.wav');
    await writeFile(path, bytes);
    const options = {
      endpoint: studio.endpoint, headers: studio.headers, metadata: { folder: 'resumed', filename: 'a.wav' },
      chunkSize: MiB, urlStorage: new tus.FileUrlStorage(join(studio.folder, 'urls.json')),
    };
    await new Promise((resolve, reject) => {
      const first = new tus.Upload(createReadStream(path), {
        ...options, onError: reject,
        onChunkComplete: (size, accepted) => { if (accepted === 3 * MiB) first.abort().then(resolve, reject); },
      });
      first.start();
    });
    const { uploads } = await studio.get('/v1/inbox');
    assert.ok(uploads[0].offset >= 3 * MiB, `${uploads[0].offset}`);
    const sent = [];
    await new Promise((resolve, reject) => {
      const second = new tus.Upload(createReadStream(path), {
        ...options, onError: reject, onSuccess: resolve, onChunkComplete: (size) => sent.push(size),
      });
      second.findPreviousUploads().then((previous) => {
        assert.equal(previous.length, 1);
        second.resumeFromPreviousUpload(previous[0]);
        second.start();
      }, reject);
    });
    assert.ok(sent.length <= 5, `${sent.length} pieces were sent again`);
    assert.equal(await studio.inboxDigest('resumed/a.wav'), digest(bytes));
  });

  test('goes on by itself over a kill of the daemon', async () => {
    const bytes = randomBytes(24 * MiB);
    let killing;
    await studio.upload(bytes, { folder: 'killed', filename: 'a.wav' }, {
      chunkSize: 2 * MiB,
      onChunkComplete: (size, accepted) => { if (accepted === 8 * MiB) killing = studio.killAndOpen(); },
    });
    await killing;
    assert.equal(await studio.inboxDigest('killed/a.wav'), digest(bytes));
  });

  test('goes on in the middle of one long piece', async () => {
    const bytes = randomBytes(64 * MiB);
    let killing;
    await studio.upload(bytes, { folder: 'killed', filename: 'long.wav' }, {
      onProgress: (sent) => { if (!killing && sent > 40 * MiB) killing = studio.killAndOpen(); },
    });
    await killing;
    assert.equal(await studio.inboxDigest('killed/long.wav'), digest(bytes));
  });

  test('is told what is wrong, in our words', async () => {
    const refused = (metadata) => assert.rejects(
      studio.upload(Buffer.from('x'), metadata, { retryDelays: [] }),
      (error) => { assert.match(error.originalResponse.getBody(), /unsafe-name/); return true; });
    await refused({ filename: 'a.wav' });
    await refused({ folder: 'x', relativePath: '../../a.wav' });
    await refused({ folder: '.partial', filename: 'a.wav' });
  });

  test('terminates what it gives up', async () => {
    const upload = await new Promise((resolve, reject) => {
      const made = new tus.Upload(randomBytes(4 * MiB), {
        endpoint: studio.endpoint, headers: studio.headers, metadata: { folder: 'gone', filename: 'a.wav' },
        chunkSize: MiB, onError: reject, onChunkComplete: () => resolve(made),
      });
      made.start();
    });
    await upload.abort(true);
    const response = await fetch(upload.url, { method: 'HEAD', headers: { ...studio.headers, 'Tus-Resumable': '1.0.0' } });
    assert.equal(response.status, 404);
  });
});
