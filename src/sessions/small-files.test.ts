import { rmSync, symlinkSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { tempFolder } from '../../test/support/backup/temp-folder.ts';
import { writeBackup } from '../../test/synthetic/index.ts';
import { ThreadBackup } from './thread-backup.ts';
import type { FoundFile } from './types.ts';

const PASSWORD = 'secret';
const DOMAIN = 'HomeDomain';
const TEXT = Buffer.from('the contents of a small file');
const LIMIT = 1000;

async function openedBackup(isEncrypted: boolean) {
  const path = join(tempFolder(), 'backup');
  const file = (relativePath: string, contents: Buffer) => ({
    domain: DOMAIN,
    relativePath,
    kind: 'file' as const,
    contents,
  });
  await writeBackup(path, {
    manifest: 'db',
    layout: 'sharded',
    ...(isEncrypted ? { encrypted: { password: PASSWORD } } : {}),
    files: [
      file('small', TEXT),
      file('empty', Buffer.alloc(0)),
      file('exact', Buffer.alloc(LIMIT, 1)),
      file('large', Buffer.alloc(LIMIT + 1, 1)),
      file('cut', Buffer.alloc(100, 2)),
      file('gone', TEXT),
      file('linked', TEXT),
      { domain: DOMAIN, relativePath: 'folder', kind: 'directory' as const },
    ],
  });
  const backup = new ThreadBackup({ path, tempPath: null });
  const password = new SharedArrayBuffer(PASSWORD.length);
  new Uint8Array(password).set(Buffer.from(PASSWORD));
  await backup.open(isEncrypted ? { password } : {});
  const idOf = (name: string): string => backup.find(DOMAIN, name)?.entry.fileID ?? '';
  const payloadOf = (name: string): string => join(path, idOf(name).slice(0, 2), idOf(name));
  return { backup, payloadOf, get: (name: string): FoundFile | null => backup.getSmall(idOf(name), LIMIT) };
}

describe.each([false, true])('small files of a backup (encrypted: %s)', (isEncrypted) => {
  it('are read whole with their entry; of larger ones the entry alone', async () => {
    const { backup, get } = await openedBackup(isEncrypted);
    const small = get('small');
    expect(small).toMatchObject({ entry: { relativePath: 'small' }, whole: { integrity: 'ok' } });
    expect(Buffer.from(small?.whole?.bytes ?? [])).toEqual(TEXT);
    // What is posted to another thread takes its whole memory along.
    expect((small?.whole?.bytes.buffer.byteLength ?? 0) - TEXT.length).toBeLessThanOrEqual(16);
    expect(get('empty')?.whole?.bytes).toHaveLength(0);
    expect(get('exact')?.whole?.bytes).toHaveLength(LIMIT);
    expect(get('large')).toMatchObject({ entry: { relativePath: 'large' }, whole: null });
    expect(backup.getSmall('0'.repeat(40), LIMIT)).toBeNull();
    expect(() => get('folder')).toThrow(expect.objectContaining({ code: 'NOT_A_FILE' }));
  });

  it('are refused where something else is in their place, and say that they are cut short', async () => {
    const { get, payloadOf } = await openedBackup(isEncrypted);
    const cut = payloadOf('cut');
    truncateSync(cut, 50);
    expect(get('cut')?.whole).toMatchObject(
      isEncrypted ? { integrity: 'truncated', bytes: { length: 48 } } : { integrity: 'shorter', bytes: { length: 50 } },
    );
    writeFileSync(cut, Buffer.alloc(2 * LIMIT));
    expect(get('cut')).toMatchObject({ whole: null });
    rmSync(payloadOf('gone'));
    expect(() => get('gone')).toThrow(expect.objectContaining({ code: 'PAYLOAD_MISSING' }));
    const linked = payloadOf('linked');
    rmSync(linked);
    symlinkSync(payloadOf('small'), linked);
    expect(() => get('linked')).toThrow(expect.objectContaining({ code: 'UNSAFE_PATH' }));
  });
});
