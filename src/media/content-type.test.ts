import { readFile } from 'node:fs/promises';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { corpusPath, describeCorpus } from '../../test/corpus.ts';
import { rounds } from '../../test/support/depth.ts';
import { contentType, SNIFFED_BYTES } from './content-type.ts';

const bytes = (text: string): Buffer => Buffer.from(text, 'latin1');

describe('the media type of a file', () => {
  it.each([
    ['\xff\xd8\xff\xe0', 'x', 'image/jpeg'],
    ['\x89PNG\r\n\x1a\n', 'x', 'image/png'],
    ['RIFF\x10\0\0\0WEBPVP8 ', 'x', 'image/webp'],
    ['RIFF\x10\0\0\0WAVEfmt ', 'x', 'audio/wav'],
    ['\0\0\0\x18ftypqt  ', 'x', 'video/quicktime'],
    ['\0\0\0\x18ftypmp42', 'x', 'video/mp4'],
    ['\0\0\0\x18ftypM4A ', 'x', 'audio/mp4'],
    ['RIFF\x10\0\0\0AVI LIST', 'x', 'video/x-msvideo'],
    ['\x1aE\xdf\xa3\x93\x42\x82\x88matroska', 'x', 'video/x-matroska'],
    ['\x1aE\xdf\xa3\x93\x42\x82\x84webm', 'x', 'video/webm'],
    ['\0\0\x01\xba\x44', 'x', 'video/mpeg'],
    ['\x30\x26\xb2\x75\x8e\x66\xcf\x11', 'x', 'video/x-ms-wmv'],
    ['caff\0\x01', 'x', 'audio/x-caf'],
    ['#!AMR\n', 'x', 'audio/amr'],
    ['bplist00', 'Info.plist', 'application/x-bplist'],
    ['SQLite format 3\0', 'sms.db', 'application/vnd.sqlite3'],
    ['<html><script>', 'page.html', 'text/plain; charset=utf-8'],
    ['<svg onload=x>', 'image.SVG', 'image/svg+xml'],
    ['BEGIN:VCARD', 'me.vcf', 'text/vcard; charset=utf-8'],
    ['', 'empty.txt', 'text/plain; charset=utf-8'],
    ['', 'x.constructor', 'application/octet-stream'],
    ['', '', 'application/octet-stream'],
  ])('%j called %j is %s', (head, name, expected) => {
    expect(contentType(bytes(head), name)).toBe(expected);
  });

  it('is never one that a browser executes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: SNIFFED_BYTES }), fc.string(), (head, name) => {
        expect(contentType(head, name)).not.toMatch(/html|javascript|css|^(?:text|application)\/xml/);
      }),
      { seed: 3, numRuns: rounds(1000) },
    );
  });
});

describeCorpus('the media type of real files', () => {
  it.each([
    ['heic/iphone_13_pro_max.HEIC', 'image/heic'],
    ['heic/spatial_photo.heic', 'image/heic'],
    ['contacts/ios-16.3/AddressBook.sqlitedb', 'application/vnd.sqlite3'],
  ])('%s', async (path, expected) => {
    const file = await readFile(corpusPath(path));
    expect(contentType(file.subarray(0, SNIFFED_BYTES), '')).toBe(expected);
  });
});
