const REPLACEMENT = '\uFFFD';

/**
 * Decodes UTF-8. A lone surrogate in three bytes (from an NSString cut in the middle of an emoji) stays one code unit,
 * so that the lengths of later runs stay correct. Other invalid bytes become U+FFFD.
 */
export function decodeUtf8(bytes: Buffer, start: number, end: number): string {
  const text = bytes.toString('utf8', start, end);
  return text.includes(REPLACEMENT) ? decodeWithSurrogates(bytes.subarray(start, end)) : text;
}

function decodeWithSurrogates(bytes: Buffer): string {
  let text = '';
  let from = 0;
  for (let at = bytes.indexOf(0xed); at !== -1 && at + 2 < bytes.length; at = bytes.indexOf(0xed, at + 1)) {
    const second = bytes[at + 1] as number;
    const third = bytes[at + 2] as number;
    // U+D800–U+DFFF are encoded as ED A0 80 – ED BF BF.
    if (second >> 5 !== 0b101 || third >> 6 !== 0b10) continue;
    text += bytes.toString('utf8', from, at);
    text += String.fromCharCode(0xd000 | ((second & 0x3f) << 6) | (third & 0x3f));
    from = at + 3;
  }
  return text + bytes.toString('utf8', from);
}
