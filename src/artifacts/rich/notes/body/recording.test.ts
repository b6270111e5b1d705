import { DatabaseSync } from 'node:sqlite';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../../../test/support/formats/mutations.ts';
import { notes } from '../index.ts';
import { readRecording } from './recording.ts';

// Containers made in Python, after docs/format/notes.md: no encoder of this repository has a part in them.
/** A recorded call: words with spaces before them, stored in another order than that in which they were said. */
const CALL =
  'CgYKBAgAEAEaWGpWCAUaKggGEiYiJDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMBoGCAgSAjAzGgYICRICMDUa' +
  'BggKEgIwNxoGCAsSAjA5GgYIDBICMDsaEWoPCAAaCwgAEgciBUhlbGxvGgwKCgoECAAQARICMAEaE2oRCAEaDQgBEgkZmpmZmZmZ' +
  'yT8aDAoKCgQIABABEgIwAxoZahcIABoTCAASDyINKzQ5MTcwMDAwMDAwMRoMCgoKBAgAEAESAjAFGhxqGggCGgYIAhICMAIaBggD' +
  'EgIwBBoGCAQSAjAGGhJqEAgAGgwIABIIIgYgdGhlcmUaDAoKCgQIABABEgIwCBoTahEIARoNCAESCRkzMzMzMzPjPxoMCgoKBAgA' +
  'EAESAjAKGhlqFwgAGhMIABIPIg0rNDkxNzAwMDAwMDAxGgwKCgoECAAQARICMAwaHGoaCAIaBggCEgIwCRoGCAMSAjALGgYIBBIC' +
  'MA0aEWoPCAAaCwgAEgciBSBHb29kGgwKCgoECAAQARICMA8aE2oRCAEaDQgBEgkZmpmZmZmZ8T8aDAoKCgQIABABEgIwERoZahcI' +
  'ABoTCAASDyINKzQ5MTcwMDAwMDAwMhoMCgoKBAgAEAESAjATGhxqGggCGgYIAhICMBAaBggDEgIwEhoGCAQSAjAUGhRqEggAGg4I' +
  'ABIKIgggbW9ybmluZxoMCgoKBAgAEAESAjAWGhNqEQgBGg0IARIJGWZmZmZmZvY/GgwKCgoECAAQARICMBgaGWoXCAAaEwgAEg8i' +
  'DSs0OTE3MDAwMDAwMDIaDAoKCgQIABABEgIwGhocahoIAhoGCAISAjAXGgYIAxICMBkaBggEEgIwGxoNagsIABoHCAASAyIBLhoM' +
  'CgoKBAgAEAESAjAdGhNqEQgBGg0IARIJGZqZmZmZmfk/GgwKCgoECAAQARICMB8aGWoXCAAaEwgAEg8iDSs0OTE3MDAwMDAwMDIa' +
  'DAoKCgQIABABEgIwIRocahoIAhoGCAISAjAeGgYIAxICMCAaBggEEgIwIhoQag4IABoKCAASBiIEIEJ5ZRoMCgoKBAgAEAESAjAk' +
  'GhNqEQgBGg0IARIJGQAAAAAAAABAGgwKCgoECAAQARICMCYaGWoXCAAaEwgAEg8iDSs0OTE3MDAwMDAwMDEaDAoKCgQIABABEgIw' +
  'KBocahoIAhoGCAISAjAlGgYIAxICMCcaBggEEgIwKRoMagoIAxoGCAUSAhAAGgxqCggDGgYIBRICEAEaDGoKCAMaBggFEgIQAhoM' +
  'agoIAxoGCAUSAhADGgxqCggDGgYIBRICEAQaDGoKCAMaBggFEgIQBRreAXrbAQqaAQoUEhLvv7zvv7zvv7zvv7zvv7zvv7wSFAgC' +
  'EhAAAAAAAKvN7wAAAAAAAAADEhQIABIQAAAAAACrze8AAAAAAAAAARIUCAESEAAAAAAAq83vAAAAAAAAAAISFAgFEhAAAAAAAKvN' +
  '7wAAAAAAAAAGEhQIBBIQAAAAAACrze8AAAAAAAAABRIUCAMSEAAAAAAAq83vAAAAAAAAAAQSPAoICgIwMBICMCoKCAoCMC8SAjAj' +
  'CggKAjAuEgIwHAoICgIwLRICMBUKCAoCMCwSAjAOCggKAjArEgIwBxoVahMIBBoHCAYSAyIBRhoGCAcSAjAxGggqBgoEEgIwMhoh' +
  'Uh8SHVR3byBwZW9wbGUgZ3JlZXQgZWFjaCBvdGhlci4KGgwKCgoECAAQARICMDQaDlIMEgpBIGdyZWV0aW5nGgwKCgoECAAQARIC' +
  'MDYaGWoXCAAaEwgAEg8iDSs0OTE3MDAwMDAwMDEaDAoKCgQIABABEgIwOBoZahcIABoTCAASDyINKzQ5MTcwMDAwMDAwMhoMCgoK' +
  'BAgAEAESAjA6IgRzZWxmIgtkb3VibGVWYWx1ZSIEdGV4dCIJdGltZXN0YW1wIgdzcGVha2VyIglVVUlESW5kZXgiCGlkZW50aXR5' +
  'Igp0cmFuc2NyaXB0IglmcmFnbWVudHMiB3N1bW1hcnkiDnRvcExpbmVTdW1tYXJ5IhZjYWxsTG9jYWxTcGVha2VySGFuZGxlIhdj' +
  'YWxsUmVtb3RlU3BlYWtlckhhbmRsZSoXY29tLmFwcGxlLkNSRFQuTlNTdHJpbmcqF2NvbS5hcHBsZS5DUkRULk5TTnVtYmVyKiVj' +
  'b20uYXBwbGUubm90ZXMuSUNUVFRyYW5zY3JpcHRTZWdtZW50KhVjb20uYXBwbGUuQ1JEVC5OU1VVSUQqK2NvbS5hcHBsZS5ub3Rl' +
  'cy5JQ1RUQXVkaW9SZWNvcmRpbmcuRnJhZ21lbnQqImNvbS5hcHBsZS5ub3Rlcy5JQ1RUQXVkaW9SZWNvcmRpbmcyEAAAAAAAq83v' +
  'AAAAAAAAAAEyEAAAAAAAq83vAAAAAAAAAAIyEAAAAAAAq83vAAAAAAAAAAMyEAAAAAAAq83vAAAAAAAAAAQyEAAAAAAAq83vAAAA' +
  'AAAAAAUyEAAAAAAAq83vAAAAAAAAAAY=';
/** Two takes of one voice, whose words have no spaces. */
const MEMO =
  'CgYKBAgAEAEaSGpGCAUaKggFEiYiJDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMBoGCAcSAjA1GgYICBICMDYa' +
  'BggJEgIwNxoSahAIABoMCAASCCIGU2Vjb25kGgwKCgoECAAQARICMAEaE2oRCAEaDQgBEgkZAAAAAAAAIkAaDAoKCgQIABABEgIw' +
  'AxoUahIIAhoGCAISAjACGgYIAxICMAQaEGoOCAAaCggAEgYiBHRha2UaDAoKCgQIABABEgIwBhoTahEIARoNCAESCRkAAAAAAAAj' +
  'QBoMCgoKBAgAEAESAjAIGhRqEggCGgYIAhICMAcaBggDEgIwCRoMagoIAxoGCAQSAhAAGgxqCggDGgYIBBICEAEaUHpOCjYKCBIG' +
  '77+877+8EhQIABIQAAAAAACrze8AAAAAAAAAARIUCAESEAAAAAAAq83vAAAAAAAAAAISFAoICgIwDBICMAoKCAoCMAsSAjAFGhVq' +
  'EwgEGgcIBRIDIgFGGgYIBhICMA0aEWoPCAAaCwgAEgciBVRoYW5rGgwKCgoECAAQARICMA8aE2oRCAEaDQgBEgkZAAAAAAAAAAAa' +
  'DAoKCgQIABABEgIwERoUahIIAhoGCAISAjAQGgYIAxICMBIaEmoQCAAaDAgAEggiBnlvdS4KChoMCgoKBAgAEAESAjAUGhNqEQgB' +
  'Gg0IARIJGQAAAAAAAOA/GgwKCgoECAAQARICMBYaFGoSCAIaBggCEgIwFRoGCAMSAjAXGhBqDggAGgoIABIGIgROZXh0GgwKCgoE' +
  'CAAQARICMBkaE2oRCAEaDQgBEgkZAAAAAAAA8D8aDAoKCgQIABABEgIwGxoUahIIAhoGCAISAjAaGgYIAxICMBwaD2oNCAAaCQgA' +
  'EgUiA29uZRoMCgoKBAgAEAESAjAeGhNqEQgBGg0IARIJGQAAAAAAAABAGgwKCgoECAAQARICMCAaFGoSCAIaBggCEgIwHxoGCAMS' +
  'AjAhGg1qCwgAGgcIABIDIgEsGgwKCgoECAAQARICMCMaE2oRCAEaDQgBEgkZzczMzMzMAEAaDAoKCgQIABABEgIwJRoUahIIAhoG' +
  'CAISAjAkGgYIAxICMCYaD2oNCAAaCQgAEgUiA3RvbxoMCgoKBAgAEAESAjAoGhNqEQgBGg0IARIJGZqZmZmZmQFAGgwKCgoECAAQ' +
  'ARICMCoaFGoSCAIaBggCEgIwKRoGCAMSAjArGgxqCggDGgYIBBICEAIaDGoKCAMaBggEEgIQAxoMagoIAxoGCAQSAhAEGgxqCggD' +
  'GgYIBBICEAUaDGoKCAMaBggEEgIQBhoMagoIAxoGCAQSAhAHGt4BetsBCpoBChQSEu+/vO+/vO+/vO+/vO+/vO+/vBIUCAASEAAA' +
  'AAAAq83vAAAAAAAAAAMSFAgBEhAAAAAAAKvN7wAAAAAAAAAEEhQIAhIQAAAAAACrze8AAAAAAAAABRIUCAMSEAAAAAAAq83vAAAA' +
  'AAAAAAYSFAgEEhAAAAAAAKvN7wAAAAAAAAAHEhQIBRIQAAAAAACrze8AAAAAAAAACBI8CggKAjAyEgIwLAoICgIwMRICMCcKCAoC' +
  'MDASAjAiCggKAjAvEgIwHQoICgIwLhICMBgKCAoCMC0SAjATGhVqEwgEGgcIBRIDIgFGGgYIBhICMDMaDioMCgQSAjAOCgQSAjA0' +
  'GggKBgoECAAQARoICgYKBAgAEAEiBHNlbGYiC2RvdWJsZVZhbHVlIgR0ZXh0Igl0aW1lc3RhbXAiCVVVSURJbmRleCIIaWRlbnRp' +
  'dHkiCnRyYW5zY3JpcHQiCWZyYWdtZW50cyIHc3VtbWFyeSIOdG9wTGluZVN1bW1hcnkqF2NvbS5hcHBsZS5DUkRULk5TU3RyaW5n' +
  'Khdjb20uYXBwbGUuQ1JEVC5OU051bWJlciolY29tLmFwcGxlLm5vdGVzLklDVFRUcmFuc2NyaXB0U2VnbWVudCoVY29tLmFwcGxl' +
  'LkNSRFQuTlNVVUlEKitjb20uYXBwbGUubm90ZXMuSUNUVEF1ZGlvUmVjb3JkaW5nLkZyYWdtZW50KiJjb20uYXBwbGUubm90ZXMu' +
  'SUNUVEF1ZGlvUmVjb3JkaW5nMhAAAAAAAKvN7wAAAAAAAAABMhAAAAAAAKvN7wAAAAAAAAACMhAAAAAAAKvN7wAAAAAAAAADMhAA' +
  'AAAAAKvN7wAAAAAAAAAEMhAAAAAAAKvN7wAAAAAAAAAFMhAAAAAAAKvN7wAAAAAAAAAGMhAAAAAAAKvN7wAAAAAAAAAHMhAAAAAA' +
  'AKvN7wAAAAAAAAAI';
/** The set with the order is of another kind. */
const UNORDERED =
  'CgYKBAgAEAEaSGpGCAUaKggFEiYiJDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMBoGCAcSAjAPGgYICBICMBAa' +
  'BggJEgIwERoRag8IABoLCAASByIFbGF0ZXIaDAoKCgQIABABEgIwARoTahEIARoNCAESCRkAAAAAAAAIQBoMCgoKBAgAEAESAjAD' +
  'GhRqEggCGgYIAhICMAIaBggDEgIwBBoTahEIABoNCAASCSIHU29vbmVyLBoMCgoKBAgAEAESAjAGGhNqEQgBGg0IARIJGQAAAAAA' +
  'APA/GgwKCgoECAAQARICMAgaFGoSCAIaBggCEgIwBxoGCAMSAjAJGgxqCggDGgYIBBICEAAaDGoKCAMaBggEEgIQARoDggEAGhVq' +
  'EwgEGgcIBRIDIgFGGgYIBhICMA0aCCoGCgQSAjAOGggKBgoECAAQARoICgYKBAgAEAEiBHNlbGYiC2RvdWJsZVZhbHVlIgR0ZXh0' +
  'Igl0aW1lc3RhbXAiCVVVSURJbmRleCIIaWRlbnRpdHkiCnRyYW5zY3JpcHQiCWZyYWdtZW50cyIHc3VtbWFyeSIOdG9wTGluZVN1' +
  'bW1hcnkqF2NvbS5hcHBsZS5DUkRULk5TU3RyaW5nKhdjb20uYXBwbGUuQ1JEVC5OU051bWJlciolY29tLmFwcGxlLm5vdGVzLklD' +
  'VFRUcmFuc2NyaXB0U2VnbWVudCoVY29tLmFwcGxlLkNSRFQuTlNVVUlEKitjb20uYXBwbGUubm90ZXMuSUNUVEF1ZGlvUmVjb3Jk' +
  'aW5nLkZyYWdtZW50KiJjb20uYXBwbGUubm90ZXMuSUNUVEF1ZGlvUmVjb3JkaW5nMhAAAAAAAKvN7wAAAAAAAAABMhAAAAAAAKvN' +
  '7wAAAAAAAAAC';
/** A recording without speech. */
const MUTE =
  'CgYKBAgAEAEaSGpGCAAaKggAEiYiJDAwMDAwMDAwLTAwMDAtNDAwMC04MDAwLTAwMDAwMDAwMDAwMBoGCAESAjABGgYIAhICMAIa' +
  'BggDEgIwAxoCKgAaCAoGCgQIABABGggKBgoECAAQASIIaWRlbnRpdHkiCWZyYWdtZW50cyIHc3VtbWFyeSIOdG9wTGluZVN1bW1h' +
  'cnkqImNvbS5hcHBsZS5ub3Rlcy5JQ1RUQXVkaW9SZWNvcmRpbmc=';

const bytesOf = (blob: string): Buffer => Buffer.from(blob, 'base64');

describe('readRecording', () => {
  it('names the speakers of a call, in the order of what they said', () => {
    expect(readRecording(bytesOf(CALL))).toEqual({
      transcript: '+491700000001: Hello there\n+491700000002: Good morning.\n+491700000001: Bye',
      summary: 'A greeting\nTwo people greet each other.',
      callWith: '+491700000002',
    });
  });

  it('joins words without spaces, take after take', () => {
    expect(readRecording(bytesOf(MEMO))).toEqual({
      transcript: 'Second take Thank you.\n\nNext one, too',
      summary: null,
      callWith: null,
    });
  });

  it('goes by the times of words whose order is not there', () => {
    expect(readRecording(bytesOf(UNORDERED))).toMatchObject({ transcript: 'Sooner, later' });
  });

  it('has no words of silence', () => {
    expect(readRecording(bytesOf(MUTE))).toEqual({ transcript: null, summary: null, callWith: null });
  });

  it('reads or refuses damaged ones', () => {
    fc.assert(
      fc.property(mutated([bytesOf(CALL), bytesOf(MEMO)]), (bytes) => {
        readOrRefuse(() => readRecording(bytes), 'MALFORMED_PROTOBUF', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(2000) },
    );
  });
});

describe('recordings in notes', () => {
  it('have what is said, found by the search; the sound is that of their parts', () => {
    const db = new DatabaseSync(':memory:');
    db.exec(`
      CREATE TABLE Z_PRIMARYKEY (Z_ENT INTEGER PRIMARY KEY, Z_NAME TEXT);
      INSERT INTO Z_PRIMARYKEY VALUES (5, 'ICAttachment'), (11, 'ICMedia'), (12, 'ICNote'), (14, 'ICAccount'), (15, 'ICFolder');
      CREATE TABLE ZICNOTEDATA (Z_PK INTEGER PRIMARY KEY, ZNOTE INTEGER, ZDATA BLOB);
      CREATE TABLE ZICCLOUDSYNCINGOBJECT (Z_PK INTEGER PRIMARY KEY, Z_ENT INTEGER, ZIDENTIFIER TEXT, ZTYPEUTI TEXT,
        ZNOTE INTEGER, ZPARENTATTACHMENT INTEGER, ZMEDIA INTEGER, ZFILENAME TEXT, ZTITLE TEXT, ZTITLE1 TEXT,
        ZMERGEABLEDATA1 BLOB, ZDURATION REAL);
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTITLE1) VALUES (1, 12, 'N1', 'Calls');
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTYPEUTI, ZPARENTATTACHMENT, ZMEDIA, ZDURATION)
        VALUES (3, 5, 'C1', 'public.mpeg-4-audio', 2, 4, 2.5);
      INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZFILENAME) VALUES (4, 11, 'M1', 'Call.m4a');
    `);
    const insert = db.prepare(
      'INSERT INTO ZICCLOUDSYNCINGOBJECT (Z_PK, Z_ENT, ZIDENTIFIER, ZTYPEUTI, ZNOTE, ZTITLE, ZMERGEABLEDATA1) VALUES (?, 5, ?, ?, 1, ?, ?)',
    );
    insert.run(2, 'A1', 'com.apple.m4a-audio', 'Call with a friend', bytesOf(CALL));
    insert.run(5, 'A2', 'com.apple.m4a-audio', 'Damaged', bytesOf(CALL).subarray(0, 300));
    const { rows, documents, losses } = extractAll(notes, { db }, {});
    db.close();
    expect(rows.note_attachments).toMatchObject([
      {
        key: 'A1',
        kind: 'audio',
        name: 'Call with a friend',
        transcript: expect.stringContaining('Good morning.') as string,
        callWith: '+491700000002',
        summary: expect.stringContaining('A greeting') as string,
      },
      { key: 'C1', parent: 'A1', name: 'Call.m4a', seconds: 2.5, transcript: null, callWith: null },
      { key: 'A2', transcript: null },
    ]);
    expect(documents[0]?.document.also).toContain('Good morning.');
    expect(losses).toEqual({ 'unreadable.note-recordings': 1 });
  });
});
