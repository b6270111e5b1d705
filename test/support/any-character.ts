import * as fc from 'fast-check';
import { isFull } from './depth.ts';

/**
 * The unit of texts of any characters. At full depth it is `binary`, for which fast-check takes more than a second to list
 * the assigned characters. At quick depth it draws code points: those of ASCII with NUL, combining marks, and any others,
 * some of them surrogate pairs.
 */
export const ANY_CHARACTER: 'binary' | fc.Arbitrary<string> = isFull ? 'binary' : codePoints();

function codePoints(): fc.Arbitrary<string> {
  const ranges = [
    [0, 0x7f],
    [0x300, 0x36f],
    [0x80, 0xd7ff],
    [0xe000, 0xffff],
    [0x1_0000, 0x1_ffff],
    [0x2_0000, 0x10_ffff],
  ] as const;
  return fc.oneof(...ranges.map(([min, max]) => fc.integer({ min, max }))).map((code) => String.fromCodePoint(code));
}
