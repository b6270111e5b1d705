import { tmpdir } from 'node:os';
import { expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { plain } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';
import { ThreadClient } from './thread-client.ts';

const PLAIN = { path: corpusPath('backups/ios-14.3-unencrypted-manifest'), tempPath: tmpdir() };

describeCorpus('a backup thread', () => {
  it('lists, pages and finds like the manifest of the iOS 14.3 backup', async () => {
    const thread = new ThreadClient(PLAIN);
    await thread.call('open', {});
    const domains = await thread.call('domains');
    expect(domains).toHaveLength(562);
    expect(domains.reduce((sum, { files }) => sum + files, 0)).toBe(1089);
    expect(await thread.call('find', 'HomeDomain', 'Library/SMS/sms.db')).toMatchObject({
      entry: { fileID: '3d0d7e5fb2ce288813306e4d4636395e047a3d28', kind: 'file' },
      missing: false,
      unsafe: false,
    });
    const iteration = await thread.call('matchOpen', '*', '**');
    let rows = 0;
    for (let done = false; !done; ) {
      const page = await thread.call('matchNext', iteration);
      expect(page.items.length).toBeLessThanOrEqual(500);
      rows += page.items.length;
      done = page.done;
    }
    expect(rows).toBe(3721);
    expect(await thread.call('matchNext', iteration)).toEqual({ items: [], done: true });
    await thread.close(new DomainError('CANCELLED'));
  });

  it('limits open iterations', async () => {
    const thread = new ThreadClient(PLAIN);
    await thread.call('open', {});
    for (let open = 0; open < 100; open++) await thread.call('matchOpen', '*', '**');
    await expect(thread.call('matchOpen', '*', '**')).rejects.toMatchObject({ code: 'TOO_MANY_REQUESTS' });
    await thread.call('matchClose', 1);
    await thread.call('matchOpen', '*', '**');
    await thread.close(new DomainError('CANCELLED'));
  });

  it('answers nothing before it is opened', async () => {
    const thread = new ThreadClient(PLAIN);
    await expect(thread.call('domains')).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await expect(
      thread.call('readBlob', { domain: 'a', relativePath: 'b' }, { table: 't', column: 'c', where: { k: 1 } }),
    ).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
    await thread.close(new DomainError('CANCELLED'));
  });

  it('fails pending and later calls with the reason it was closed for', async () => {
    const thread = new ThreadClient(PLAIN);
    const opening = thread.call('open', {});
    const closing = thread.close(new DomainError('BACKUP_LOCKED', plain('The backup was locked in the meantime.')));
    await expect(opening).rejects.toMatchObject({
      code: 'BACKUP_LOCKED',
      message: 'The backup was locked in the meantime.',
    });
    await closing;
    expect(thread.alive).toBe(false);
    await expect(thread.call('domains')).rejects.toMatchObject({ code: 'BACKUP_LOCKED' });
  });

  it('reads a BLOB by the key of its row', async () => {
    const thread = new ThreadClient(PLAIN);
    await thread.call('open', {});
    const usage = { domain: 'WirelessDomain', relativePath: 'Library/Databases/DataUsage.sqlite' };
    const property = (where: Record<string, string | number>): Promise<Uint8Array | null> =>
      thread.call('readBlob', usage, { table: 'Z_METADATA', column: 'Z_PLIST', where });
    const blob = await property({ Z_VERSION: 1 });
    expect(Buffer.from(blob ?? []).toString('latin1', 0, 8)).toBe('bplist00');
    expect(await property({ Z_VERSION: 987_654 })).toBeNull();
    expect(await property({ Z_VERSION: 1, Z_UUID: 'x"; DROP TABLE Z_METADATA' })).toBeNull();
    await expect(property({})).rejects.toMatchObject({ code: 'BAD_REQUEST' });
    await expect(property({ '"; DROP TABLE Z_METADATA; --': 1 })).rejects.toMatchObject({ code: 'UNSUPPORTED_SCHEMA' });
    await expect(
      thread.call('readBlob', usage, { table: 'nothing', column: 'data', where: { ROWID: 1 } }),
    ).rejects.toMatchObject({ code: 'UNSUPPORTED_SCHEMA' });
    await expect(
      thread.call('readBlob', { ...usage, relativePath: 'no/such.db' }, { table: 't', column: 'c', where: { k: 1 } }),
    ).rejects.toMatchObject({ code: 'NOT_FOUND' });
    await thread.close(new DomainError('CANCELLED'));
  });
});
