import { parse } from 'content-disposition';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ANY_CHARACTER } from '../../../test/support/any-character.ts';
import { rounds } from '../../../test/support/depth.ts';
import { contentDisposition, safeFileName } from './file-name.ts';

const FILE_ID = '3d0d7e5fb2ce288813306e4d4636395e047a3d28';
/** Characters allowed in a header: visible US-ASCII and spaces. */
const HEADER_LINE = /^[\x20-\x7e]*$/;

describe('the name of a downloaded file', () => {
  it.each([
    ['Media/DCIM/100APPLE/IMG_0001.HEIC', 'IMG_0001.HEIC'],
    ['a/b\r\nSet-Cookie: evil=1', 'b__Set-Cookie_ evil=1'],
    ['a/"quoted"; name.txt', '"quoted"; name.txt'],
    ['a/photo\u202egpj.exe', 'photo_gpj.exe'],
    ['a/\u2066isolate\u2069.txt', '_isolate_.txt'],
    ['a/C:\\Windows\\x.dll', 'C__Windows_x.dll'],
    ['a/NUL\0byte', 'NUL_byte'],
    ['a/..', FILE_ID],
    ['a/.', FILE_ID],
    ['a/   ', FILE_ID],
    ['a/', FILE_ID],
    ['', FILE_ID],
    ['a/🎈 fête.png', '🎈 fête.png'],
    ['a/lone \ud800 surrogate', 'lone \ufffd surrogate'],
    ['a/%41 percent', '%41 percent'],
  ])('%j → %j', (path, expected) => {
    expect(safeFileName(path, FILE_ID)).toBe(expected);
    const header = contentDisposition(path, FILE_ID, 'inline');
    expect(header).toMatch(HEADER_LINE);
    expect(header.startsWith('inline; ')).toBe(true);
    expect(parse(header).parameters.filename).toBe(expected);
  });

  it('is truncated for file systems, between characters, keeping the extension', () => {
    const name = safeFileName(`a/${'🎈'.repeat(200)}.jpeg`, FILE_ID);
    expect(Buffer.byteLength(name)).toBeLessThanOrEqual(255);
    expect(name).toBe(`${'🎈'.repeat(62)}.jpeg`);
  });

  it('is one header line that parses back, for any path', () => {
    fc.assert(
      fc.property(fc.string({ unit: ANY_CHARACTER, maxLength: 60 }), (path) => {
        const header = contentDisposition(path, FILE_ID, 'attachment');
        expect(header).toMatch(HEADER_LINE);
        expect(parse(header)).toMatchObject({
          type: 'attachment',
          parameters: { filename: safeFileName(path, FILE_ID) },
        });
      }),
      { seed: 11, numRuns: rounds(200) },
    );
  });
});
