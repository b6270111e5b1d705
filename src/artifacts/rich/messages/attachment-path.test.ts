import { describe, expect, it } from 'vitest';
import type { FileReference } from '../../kit/artifact.ts';
import { attachmentPath, locateAttachment } from './attachment-path.ts';

describe('attachmentPath', () => {
  it.each([
    ['~/Library/SMS/Attachments/ab/11/X/a.jpg', 'Library/SMS/Attachments/ab/11/X/a.jpg'],
    ['/var/mobile/Library/SMS/Attachments/ab/11/X/a.jpg', 'Library/SMS/Attachments/ab/11/X/a.jpg'],
    ['/private/var/mobile/Library/SMS/Attachments/a b/ü.jpg', 'Library/SMS/Attachments/a b/ü.jpg'],
    ['~/Library/Messages/StickerCache/1/2.heic', 'Library/SMS/StickerCache/1/2.heic'],
    ['Library/SMS/Parts/1', 'Library/SMS/Parts/1'],
    ['/var/tmp/com.apple.messages/X/a-1.jpg', null],
    ['~/MyLibrary/SMS/x', null],
    ['', null],
  ])('%s', (filename, expected) => expect(attachmentPath(filename)).toBe(expected));
});

describe('locateAttachment', () => {
  const files: Record<string, FileReference> = {
    'MediaDomain-Library/SMS/Attachments/a': { fileID: '1', state: 'present' },
    'HomeDomain-Library/SMS/StickerCache/b': { fileID: '2', state: 'payload-missing' },
  };
  const fileAt = (domain: string, path: string): FileReference =>
    files[`${domain}-${path}`] ?? { fileID: null, state: 'not-in-backup' };

  it('searches both domains', () => {
    expect(locateAttachment('~/Library/SMS/Attachments/a', fileAt)).toEqual({
      fileID: '1',
      state: 'present',
      domain: 'MediaDomain',
    });
    expect(locateAttachment('~/Library/Messages/StickerCache/b', fileAt).fileID).toBe('2');
  });

  it('distinguishes no path from a missing file', () => {
    expect(locateAttachment(null, fileAt)).toMatchObject({ fileID: null, state: 'no-path' });
    expect(locateAttachment('/etc/passwd', fileAt)).toMatchObject({ fileID: null, state: 'not-in-backup' });
    expect(locateAttachment('~/Library/SMS/../../etc/passwd', fileAt).state).toBe('not-in-backup');
  });
});
