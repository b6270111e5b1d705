import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { rounds } from '../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../test/support/formats/mutations.ts';
import { M4A, QTA } from './examples/voice-memo-recordings.ts';
import { readVoiceMemoTranscript } from './voice-memo-transcript.ts';

// More files made as the examples were.
/** `moov` has its size in 64 bits, `meta` begins with four bytes as in MPEG-4. */
const LONG =
  'AAAAAW1vb3YAAAAAAAABMAAAASB0cmFrAAABGG1ldGEAAAAAAAAAEGhkbHIAAAAAAAAAAAAAAD5rZXlzAAAAAAAAAAIAAAANbWR0' +
  'YW90aGVyAAAAIW1kdGFjb20uYXBwbGUuVm9pY2VNZW1vcy50c3JwAAAAvmlsc3QAAAAZAAAAAQAAABFkYXRhAAAAAAAAAAA/AAAA' +
  'nQAAAAIAAACVZGF0YQAAAAAAAAAAeyJsb2NhbGUiOiB7ImlkZW50aWZpZXIiOiAiZGVfREUifSwgImF0dHJpYnV0ZWRTdHJpbmci' +
  'OiBbIk9uZSB2b2ljZSIsIHsidGltZVJhbmdlIjogWzAsIDFdfSwgIiwgdHdvIHZvaWNlcy4iLCB7InRpbWVSYW5nZSI6IFsxLCAy' +
  'XX1dfQ==';
/** A recording without speech. */
const MUTE =
  'AAAAV21vb3YAAABPdHJhawAAAEd1ZHRhAAAAP3RzcnB7ImxvY2FsZSI6eyJpZGVudGlmaWVyIjoiZW5fVVMifSwiYXR0cmlidXRl' +
  'ZFN0cmluZyI6IiJ9';
/** Its JSON is cut off. */
const BROKEN = 'AAAANG1vb3YAAAAsdHJhawAAACR1ZHRhAAAAHHRzcnB7ImF0dHJpYnV0ZWRTdHJpbmciOg==';

const bytesOf = (file: string): Buffer => Buffer.from(file, 'base64');
const transcriptOf = (bytes: Uint8Array): string | null =>
  readVoiceMemoTranscript((position, length) => bytes.subarray(position, position + length));

describe('readVoiceMemoTranscript', () => {
  it('joins the pieces of text, wherever the file has them', () => {
    expect(transcriptOf(bytesOf(M4A))).toBe('The second half is about lemons.');
    expect(transcriptOf(bytesOf(QTA))).toBe('One voice, two voices.');
    expect(transcriptOf(bytesOf(LONG))).toBe('One voice, two voices.');
  });

  it('has no words of a recording without speech, nor of other files', () => {
    expect(transcriptOf(bytesOf(MUTE))).toBeNull();
    expect(transcriptOf(new Uint8Array())).toBeNull();
    expect(transcriptOf(Buffer.from('#!AMR\n and so on'))).toBeNull();
  });

  it('says so where the words cannot be read', () => {
    expect(() => transcriptOf(bytesOf(BROKEN))).toThrow(expect.objectContaining({ code: 'MALFORMED_JSON' }));
  });

  it('reads nothing of the sound', () => {
    const recording = Buffer.concat([bytesOf(QTA).subarray(0, 20), sound(50_000_000), bytesOf(QTA).subarray(60)]);
    let read = 0;
    const text = readVoiceMemoTranscript((position, length) => {
      read += length;
      return recording.subarray(position, position + length);
    });
    expect(text).toBe('One voice, two voices.');
    expect(read).toBeLessThan(1000);
  });

  it('reads or refuses damaged files', () => {
    fc.assert(
      fc.property(mutated([M4A, QTA, LONG].map(bytesOf)), (bytes) => {
        readOrRefuse(() => transcriptOf(bytes), 'MALFORMED_JSON', 'LIMIT_EXCEEDED');
      }),
      { seed: SEED, numRuns: rounds(2000) },
    );
  });
});

/** An atom with the sound. */
function sound(size: number): Buffer {
  const atom = Buffer.alloc(size);
  atom.writeUInt32BE(size);
  atom.write('mdat', 4);
  return atom;
}
