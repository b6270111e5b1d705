import { describe, expect, it } from 'vitest';
import { type LockColumns, readLock } from '../store/lock.ts';
import type { PasswordLock } from '../tables.ts';
import example from './examples/locked-parts.json' with { type: 'json' };
import { openLockedNote } from './open-locked-note.ts';
import { openNoteFile } from './open-note-file.ts';
import type { LockedAttachment } from './opened-attachments.ts';

// Parts of locked notes, encrypted by another implementation (Python, cryptography).
const { newer, older } = example;
const NEWER_PASSWORD = 'päss 🔑';

const bytes = (base64: string): Buffer => Buffer.from(base64, 'base64');

const NO_COLUMNS: LockColumns = { salt: null, iterations: 0, wrappedKey: null, iv: null, tag: null };

function newerLock(base64: string): PasswordLock {
  const { lock } = readLock(NO_COLUMNS, bytes(base64));
  if (lock.scheme !== 'password') throw new Error('it has no password');
  return lock;
}

const olderLock = ({ data, iv, tag }: { data: string; iv: string; tag: string }): PasswordLock => {
  const { salt, wrappedKey } = older;
  return { scheme: 'password', salt, iterations: 20_000, wrappedKey, iv, tag, ciphertext: data };
};

const attachment = (more: Partial<LockedAttachment>): LockedAttachment => ({
  key: '22222222-3333-4444-5555-666666666666',
  kind: 'url',
  uti: 'public.url',
  text: null,
  target: null,
  isLocked: true,
  file: null,
  preview: null,
  lock: null,
  ...more,
});

describe('what is attached to a locked note', () => {
  it('is opened since iOS 17 by what is in it and the password', async () => {
    const link = attachment({ file: 'f', lock: { values: newerLock(newer.values) } });
    const lock = newerLock(newer.body);
    const opened = await openLockedNote({ lock, attachments: [link] }, NEWER_PASSWORD);
    expect(opened.document.blocks).toMatchObject([{ spans: [{ text: 'See ' }, { attachment: { id: link.key } }] }]);
    expect(opened.attachments).toEqual({ [link.key ?? '']: { url: 'https://example.com/neo' } });
    const key = opened.fileKeys['f'];
    if (key?.in !== 'file') throw new Error('there is no key');
    expect(openNoteFile(bytes(newer.file), key).toString()).toBe('what the file has');
    for (const [file, wrong] of [
      [bytes(newer.file), { ...key, iterations: 19_999 }],
      [bytes(newer.file), { ...key, key: older.wrappedKey }],
      [bytes(older.file.data), key],
      // The tag covers to which object it belongs.
      [Buffer.from(bytes(newer.file).toString('latin1').replace('33333333', '44444444'), 'latin1'), key],
    ] as const)
      expect(() => openNoteFile(file, wrong)).toThrow(expect.objectContaining({ code: 'MALFORMED_MEDIA' }));
  });

  it('is opened before iOS 17 by what the store has and the password', async () => {
    const lock = { fileValues: olderLock(older.values), file: olderLock(older.file) };
    const picture = attachment({ kind: 'image', uti: 'public.jpeg', file: 'f', lock });
    const opened = await openLockedNote({ lock: olderLock(older.body), attachments: [picture] }, 'older');
    expect(opened.attachments).toEqual({ [picture.key ?? '']: { name: 'Old.jpg' } });
    const key = opened.fileKeys['f'];
    if (key?.in !== 'store') throw new Error('there is no key');
    expect(openNoteFile(bytes(older.file.data), key).toString()).toBe('an older file');
    for (const [file, wrong] of [
      [older.file.data, { ...key, tag: older.body.tag }],
      [older.body.data, key],
      ['', key],
    ] as const)
      expect(() => openNoteFile(bytes(file), wrong)).toThrow(expect.objectContaining({ code: 'MALFORMED_MEDIA' }));
  });

  it('stays locked if it has another password than the note', async () => {
    const lock = { values: olderLock(older.values), file: olderLock(older.file), preview: olderLock(older.file) };
    const picture = attachment({ file: 'f', preview: 'p', lock });
    const opened = await openLockedNote({ lock: olderLock(older.body), attachments: [picture] }, 'older');
    expect(Object.keys(opened.fileKeys)).toEqual(['f', 'p']);
    const others = Object.fromEntries(
      Object.entries(lock).map(([part, each]) => [part, { ...each, wrappedKey: older.otherKey }]),
    );
    const closed = await openLockedNote(
      { lock: olderLock(older.body), attachments: [{ ...picture, lock: others }] },
      'older',
    );
    expect([closed.attachments, closed.fileKeys]).toEqual([{}, {}]);
  });

  it('is refused beyond the maximum size', () => {
    const key = { in: 'store', key: older.wrappedKey, iv: older.file.iv, tag: older.file.tag } as const;
    expect(() => openNoteFile(Buffer.alloc(64 * 1024 * 1024 + 1), key)).toThrow(
      expect.objectContaining({ code: 'LIMIT_EXCEEDED' }),
    );
  });
});
