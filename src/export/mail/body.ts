/** Bytes of a line of base64: 76 characters (RFC 2045 §6.8). */
const LINE_BYTES = 57;
/** Lines per chunk. */
const CHUNK_LINES = 1024;

/**
 * Text as quoted-printable (RFC 2045 §6.7), with lines of at most 76 characters. Lines that begin with `From ` are
 * encoded, since an mbox takes them for the next message.
 */
export function quotedPrintable(text: string, lineEnd: string): string {
  return text
    .toWellFormed()
    .split(/\r\n?|\n/)
    .map((line) => quotedLine(line, lineEnd))
    .join(lineEnd);
}

function quotedLine(line: string, lineEnd: string): string {
  const tokens = [...Buffer.from(line)].map((byte) =>
    (byte >= 33 && byte <= 126 && byte !== 61) || byte === 32 || byte === 9
      ? String.fromCharCode(byte)
      : `=${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  );
  // A space at the end of a line may be lost on the way; a dot alone ends a message of SMTP.
  const last = tokens.at(-1);
  if (last === ' ') tokens[tokens.length - 1] = '=20';
  else if (last === '\t') tokens[tokens.length - 1] = '=09';
  if (line.startsWith('From ')) tokens[0] = '=46';
  if (line === '.') tokens[0] = '=2E';
  const lines: string[] = [];
  let current = '';
  for (const token of tokens) {
    if (current.length + token.length > 75) {
      lines.push(`${current}=`);
      current = '';
    }
    current += token;
  }
  return [...lines, current].join(lineEnd);
}

/** Bytes as lines of base64, in chunks. */
export async function* base64Lines(
  bytes: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  lineEnd: string,
): AsyncGenerator<string, void, undefined> {
  let rest: Uint8Array = Buffer.alloc(0);
  for await (const chunk of bytes) {
    const all = rest.byteLength === 0 ? chunk : Buffer.concat([rest, chunk]);
    const size = all.byteLength - (all.byteLength % LINE_BYTES);
    for (let at = 0; at < size; at += LINE_BYTES * CHUNK_LINES) {
      yield linesOf(all.subarray(at, Math.min(size, at + LINE_BYTES * CHUNK_LINES)), lineEnd);
    }
    // A copy, so that the chunk itself is not kept.
    rest = Buffer.from(all.subarray(size));
  }
  if (rest.byteLength > 0) yield linesOf(rest, lineEnd);
}

function linesOf(bytes: Uint8Array, lineEnd: string): string {
  const { buffer, byteOffset, byteLength } = bytes;
  const text = Buffer.from(buffer, byteOffset, byteLength).toString('base64');
  return text.replace(/.{1,76}/g, `$&${lineEnd}`);
}

/** Headers of a part that is a file (RFC 2183, RFC 5987 for its name). */
export function fileHeaders(name: string, type: string | null, lineEnd: string): string {
  const safe = name.toWellFormed().replace(/[\p{Cc}\u2028\u2029]+/gu, ' ');
  const isPlain = /^[\u0020-\u007e]{1,60}$/.test(safe) && !/["\\]/.test(safe);
  const named = isPlain ? `"${safe}"` : null;
  const parameter = named === null ? encodedName(safe, lineEnd) : `filename=${named}`;
  return [
    `Content-Type: ${contentTypeOf(type)}`,
    'Content-Transfer-Encoding: base64',
    `Content-Disposition: attachment;${lineEnd} ${parameter}`,
    '',
    '',
  ].join(lineEnd);
}

/** A name in several parts, so that no line is too long (RFC 2231 §3). */
function encodedName(name: string, lineEnd: string): string {
  const units = Array.from(name, (character) =>
    encodeURIComponent(character).replace(/['()*!]/g, (one) => `%${one.charCodeAt(0).toString(16).toUpperCase()}`),
  );
  const parts = [''];
  for (const unit of units) {
    if ((parts.at(-1)?.length ?? 0) + unit.length > 48) parts.push('');
    parts[parts.length - 1] += unit;
  }
  return parts.map((part, index) => `filename*${index}*=${index === 0 ? "utf-8''" : ''}${part}`).join(`;${lineEnd} `);
}

/** A type that a part in base64 may have: messages and parts of their own cannot be encoded. */
function contentTypeOf(type: string | null): string {
  const isFit = type !== null && /^(?:text|image|audio|video|application|font|model)\/[\w.+-]{1,60}$/i.test(type);
  return isFit ? type.toLowerCase() : 'application/octet-stream';
}
