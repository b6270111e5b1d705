import { describe, expect, it } from 'vitest';
import type { NoteTable } from '../../../../model/notes/document.ts';
import { readGallery } from './gallery.ts';
import { inflate } from './inflate.ts';
import { readRecording } from './recording.ts';
import { readTable } from './table.ts';

// Containers made in Python, after docs/format/notes.md: no encoder of this repository has a part in them.
/** Six pages in another sequence: the third was put between two others, the first before all, and two devices added one each. */
const GALLERY =
  'H4sIAAAAAAACAxPay8LBIMAgtY1FqkqrgktIiMmAUYpBiYsLLAzksYPFmFDEOMBizChinGAxFhQxLrAYK4oYN1iMDUWMR8ogS4+DQUqLg0FITU' +
  'nFwMnS1cDF1VzX1MXEWdfE1dJN18LR2ETXEsh3NXK2dDNwNCFZhxnJOoxI1mFIsg5TknUYS3F4sYFDTgTKYhTQgItxSQl68XPxAlk//0MBI1xS' +
  'Q4rPiweiDKyNVYmlODUnTUs8OT9XL7GgICdVzznIJUTPLzi4pCgzL91IgAEEVp99zwABCzFENgEAAAFH6EACAAA=';
/** Three pages: the path of the second is that of the third with a negative step. */
const CONTINUED =
  'H4sIAAAAAAACAxO6zcTBIMAgdYVJyk7LhktIiMmAUYpBiYuLBSQM5LGAxZhQxFjBYswoYmxSBll6HAxSWhwMQmpKKgZOlq4GLq7muqYuJs66Jq' +
  '6WbroWjsYmupZAvquRs6WbgaMxyTqMSNZhKMXhxQZ2I5eUuJcohMXFy8Eo8Ps/FDBKiXmJACUYBTi5eIDSDVAgoMRSnJqTpiWenJ+rl1hQkJOq' +
  '5xzkEqLnFxxcUpSZl24kwAACq8++Z4CAhRgimwCV5T0sXgEAAA==';
/** Four entries of rows: the third was taken away, the first and the last are one row that two devices moved. */
const TABLE =
  'H4sIAAAAAAACA32TTW7aQBTHPWMzDA8D7pSQdvpFHNpUVEUJi1wANkhVFg45QOo6BOTYkXG/tjlDd9112ytU6gmqLnqQXKHPY0XKMMiWpff//9' +
  '58+T2P+AHc8iz5HeRg5XMqGaeCHkqMNsYmRgfjAcYaRirfrt5wSx5wS+z7e5Ngfv4+jiZp/PEqmS6zKMyXafIuusjnabBcXObSBQCn2AEnE+mu' +
  'gBNcigiKe953eo5qzq6YZ1XMo/LrDfkEJ3AMXLDb37/wFV08uWcVz88/t1b51JASgzLRBQ70sKiDo1RRASYG4KGuo+aSqY8jijSQwB3RDuJorq' +
  'Y5prm65rjmGpqDinlOhWMVDjbcP3JD/hL4RuAS2sItK1hRR7q1jgQpNaiN1DaoI16rSrtYy5ZSbVQdpTxUD5QSqB6KY1X1LuodrQ89JLsaeYTk' +
  '8dbO1GQ7cAU76sf4zw4p3+yGyo63Z7EfAQhnkSYR5hzZHz9Xp3uCuz1V6hmqkr1A1d/YuRO0RP2onxX3BBfAFo5BDfZx8H7F7bBlb1z+mi9x5J' +
  '5Sr1ANfGcdxRd+4+xsNp0lH6IvPguzIP289hthVl7Std8Mozi+M70w23aDh7thejU6v76Oo9EkmM5HJ6enebZMFsMdI1Fsdn98kubRejSbqHXH' +
  'xlUzSMcgzCCeQYhBmgahBnENYhukZRDnP18r+/4lBQAA';
/** A recording of two takes, of which the second is stored first. */
const TAKES =
  'GgxqCggEGgYIBBICMBcaEWoPCAAaCwgAEgciBUZpcnN0GgwKCgoECAAQABICMAEaDGoKCAEaBggBEgIwAhoRag8IABoLCAASByIFdGFrZS4aDA' +
  'oKCgQIABAAEgIwBBoMagoIARoGCAESAjAFGgxqCggCGgYIAhICEAAaDGoKCAIaBggCEgIQARpQek4KNgoIEgbvv7zvv7wSFAgAEhAAAAAAAKvN' +
  '7wAAAAAAABAHEhQIARIQAAAAAACrze8AAAAAAAAQCBIUCggKAjAHEgIwAwoICgIwCBICMAYaDGoKCAMaBggDEgIwCRoSahAIABoMCAASCCIGU2' +
  'Vjb25kGgwKCgoECAAQABICMAsaDGoKCAEaBggBEgIwDBoQag4IABoKCAASBiIEb25lLhoMCgoKBAgAEAASAjAOGgxqCggBGgYIARICMA8aDGoK' +
  'CAIaBggCEgIQAhoMagoIAhoGCAISAhADGlB6Tgo2CggSBu+/vO+/vBIUCAASEAAAAAAAq83vAAAAAAAAEBESFAgBEhAAAAAAAKvN7wAAAAAAAB' +
  'ASEhQKCAoCMBESAjANCggKAjASEgIwEBoMagoIAxoGCAMSAjATGglKBwoFCAQQ9AMaCEoGCgQIBBADGioqKAoSEgIwFBoAIgoKBAgAEAASAjAV' +
  'ChISAjAKGgAiCgoECAAQABICMBYiBHNlbGYiBHRleHQiCVVVSURJbmRleCIKdHJhbnNjcmlwdCIJZnJhZ21lbnRzKhdjb20uYXBwbGUuQ1JEVC' +
  '5OU1N0cmluZyolY29tLmFwcGxlLm5vdGVzLklDVFRUcmFuc2NyaXB0U2VnbWVudCoVY29tLmFwcGxlLkNSRFQuTlNVVUlEKitjb20uYXBwbGUu' +
  'bm90ZXMuSUNUVEF1ZGlvUmVjb3JkaW5nLkZyYWdtZW50KiJjb20uYXBwbGUubm90ZXMuSUNUVEF1ZGlvUmVjb3JkaW5nMhAAAAAAAKvN7wAAAA' +
  'AAABAHMhAAAAAAAKvN7wAAAAAAABAIMhAAAAAAAKvN7wAAAAAAABARMhAAAAAAAKvN7wAAAAAAABASMhAAAAAAAKvN7wAAAAAAAACh';

const bytesOf = (blob: string): Uint8Array => Buffer.from(blob, 'base64');

/** The text of each cell. */
function cellsOf({ rows }: NoteTable): string[][] {
  return rows.map((row) =>
    row.map((cell) => cell.map(({ spans }) => spans.map(({ text }) => text).join('')).join('\n')),
  );
}

describe('sets in containers', () => {
  it('have the order of their paths, not that in which they are stored', () => {
    const pages = (blob: string): string =>
      readGallery(inflate(bytesOf(blob)))
        .map((page) => page.at(-1))
        .join('');
    expect(pages(GALLERY)).toBe('123456');
    expect(pages(CONTINUED)).toBe('123');
    expect(readRecording(bytesOf(TAKES))?.transcript).toBe('First take. Second one.');
  });

  it('have the rows of a table that are there, each once', () => {
    expect(cellsOf(readTable(inflate(bytesOf(TABLE)), 'T'))).toEqual([
      ['2 left', ''],
      ['1 left', '1 right'],
    ]);
  });
});
