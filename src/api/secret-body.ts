import type { FastifyInstance, FastifyRequest } from 'fastify';
import { secretBuffer } from '../backup/keybag/secret-buffer.ts';
import { msg } from '../locales/messages.ts';
import { DomainError } from '../model/errors.ts';

const [QUOTE, BACKSLASH, COLON] = [0x22, 0x5c, 0x3a];
const [OPENING, CLOSING] = [new Set([0x7b, 0x5b]), new Set([0x7d, 0x5d])];
const SPACES = new Set([0x20, 0x09, 0x0a, 0x0d]);
const ESCAPES: Readonly<Record<string, string>> = {
  b: '\b',
  f: '\f',
  n: '\n',
  r: '\r',
  t: '\t',
  '"': '"',
  '\\': '\\',
  '/': '/',
};
const ESCAPE = /^\\(?:u([\da-fA-F]{4})|(["\\/bfnrt]))/;

const secrets = new WeakMap<FastifyRequest, Buffer>();

/**
 * Parses the JSON bodies of these routes without putting the password into a string, which could not be overwritten.
 * `password` in the parsed body is a placeholder of the same length, {@link passwordOf} returns the bytes, and the
 * received bytes are overwritten.
 */
export function readPasswordsAsBytes(server: FastifyInstance): void {
  const parse = server.getDefaultJsonParser('error', 'error');
  server.addContentTypeParser('application/json', async (request: FastifyRequest, payload: AsyncIterable<Buffer>) => {
    const body = await received(request, payload);
    try {
      const { json, secret } = withoutSecret(body, Buffer.from('"password"'));
      if (secret !== null) secrets.set(request, secret);
      return await new Promise<unknown>((resolve, reject) => {
        void parse(request, json, (error, value) => (error === null ? resolve(value) : reject(error)));
      });
    } catch {
      throw new DomainError('BAD_REQUEST', msg(body.length === 0 ? 'detail.body-empty' : 'detail.body-not-json'));
    } finally {
      body.fill(0);
    }
  });
}

/** The password of a request, given the one in its parsed body. Overwrite it after use. */
export function passwordOf(request: FastifyRequest, inBody: string): Uint8Array {
  // A body may write the name with escapes: then the password is where JSON has it.
  return secrets.get(request) ?? Buffer.from(inBody);
}

async function received(request: FastifyRequest, payload: AsyncIterable<Buffer>): Promise<Buffer> {
  const limit = request.routeOptions.bodyLimit;
  const tooLarge = (): DomainError => new DomainError('REQUEST_TOO_LARGE', msg('detail.body-too-large'));
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge();
  const body = secretBuffer(limit);
  let length = 0;
  for await (const chunk of payload) {
    chunk.copy(body, length);
    length += chunk.length;
    chunk.fill(0);
  }
  if (length > limit) {
    body.fill(0);
    throw tooLarge();
  }
  return body.subarray(0, length);
}

/** JSON with the value of `name` in the outer object replaced, and that value. The last one counts, as for JSON.parse. */
function withoutSecret(body: Buffer, name: Buffer): { readonly json: string; readonly secret: Buffer | null } {
  const parts: Buffer[] = [];
  let [copied, depth] = [0, 0];
  let secret: Buffer | null = null;
  for (let at = 0; at < body.length; at++) {
    const byte = body[at] ?? 0;
    if (OPENING.has(byte)) depth++;
    else if (CLOSING.has(byte)) depth--;
    if (byte !== QUOTE) continue;
    const end = endOfString(body, at);
    const colon = skipSpaces(body, end);
    const value = skipSpaces(body, colon + 1);
    const isSecret =
      depth === 1 && body[colon] === COLON && body[value] === QUOTE && body.subarray(at, end).equals(name);
    at = end - 1;
    if (!isSecret) continue;
    const after = endOfString(body, value);
    secret?.fill(0);
    const { bytes, characters } = decoded(body.subarray(value + 1, after - 1));
    secret = bytes;
    parts.push(body.subarray(copied, value), Buffer.from(JSON.stringify('x'.repeat(characters))));
    copied = after;
    at = after - 1;
  }
  return { json: Buffer.concat([...parts, body.subarray(copied)]).toString(), secret };
}

function endOfString(body: Buffer, start: number): number {
  for (let at = start + 1; at < body.length; at++) {
    if (body[at] === QUOTE) return at + 1;
    if (body[at] === BACKSLASH) at++;
  }
  throw new SyntaxError('the string has no end');
}

function skipSpaces(body: Buffer, start: number): number {
  let at = start;
  while (SPACES.has(body[at] ?? 0)) at++;
  return at;
}

/** The bytes in UTF-8 of what is between the quotes, and its length in UTF-16. */
function decoded(text: Buffer): { readonly bytes: Buffer; readonly characters: number } {
  const bytes = secretBuffer(text.length);
  let [length, characters] = [0, 0];
  let high = '';
  const write = (character: string): void => {
    length += bytes.write(character, length);
    characters += character.length;
  };
  for (let at = 0; at < text.length; ) {
    const byte = text[at] ?? 0;
    if (byte < 0x20) throw new SyntaxError('a control character in a string');
    if (byte !== BACKSLASH) {
      bytes[length++] = byte;
      // A character of UTF-8 has one byte that does not continue it; four bytes are two units of UTF-16.
      if ((byte & 0xc0) !== 0x80) characters += byte >= 0xf0 ? 2 : 1;
      at++;
      continue;
    }
    const [escape = '', code, letter = ''] = ESCAPE.exec(text.toString('latin1', at, at + 6)) ?? [];
    if (escape === '') throw new SyntaxError('an unknown escape');
    at += escape.length;
    const unit = code === undefined ? (ESCAPES[letter] ?? '') : String.fromCharCode(Number.parseInt(code, 16));
    const isPair = /^[\ud800-\udbff]$/.test(unit) && text[at] === BACKSLASH && text[at + 1] === 0x75;
    if (!isPair || high !== '') write(high + (isPair ? '' : unit));
    high = isPair ? unit : '';
  }
  return { bytes: bytes.subarray(0, length), characters };
}
