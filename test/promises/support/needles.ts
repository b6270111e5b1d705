import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Bytes that must not be found, with a name for messages. */
export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/** Possible encodings of a text: UTF-8, UTF-16 in both byte orders, hexadecimal and base64. */
export function textNeedles(name: string, text: string): Needle[] {
  const swapped = Buffer.from(text, 'utf16le').swap16();
  return [
    ...secretNeedles(name, Buffer.from(text)),
    { name: `${name} (UTF-16LE)`, bytes: Buffer.from(text, 'utf16le') },
    { name: `${name} (UTF-16BE)`, bytes: swapped },
  ];
}

/** Possible encodings of bytes: raw, hexadecimal in both cases, base64 in both alphabets. */
export function secretNeedles(name: string, bytes: Buffer): Needle[] {
  const hex = bytes.toString('hex');
  const texts = { hex, 'upper-case hex': hex.toUpperCase(), base64: base64Of(bytes), base64url: base64urlOf(bytes) };
  const encoded = Object.entries(texts).map(([encoding, text]) => {
    return { name: `${name} (${encoding})`, bytes: Buffer.from(text) };
  });
  return [{ name, bytes }, ...encoded];
}

/** Base64 without the last digits, which depend on the following bytes. */
function base64Of(bytes: Buffer): string {
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64');
}

function base64urlOf(bytes: Buffer): string {
  return bytes.subarray(0, bytes.length - (bytes.length % 3)).toString('base64url');
}

/** Names of the needles found in `bytes`. */
export function findNeedles(bytes: Buffer, needles: readonly Needle[]): string[] {
  return needles.filter((needle) => bytes.includes(needle.bytes)).map(({ name }) => name);
}

/**
 * All files below `path` with at least this number of bytes; `path` itself if it is a file; none if it does not exist.
 * Files deleted meanwhile are skipped.
 */
export function filesBelow(path: string, atLeast = 0): string[] {
  const stat = lstatSync(path, { throwIfNoEntry: false });
  if (stat === undefined) return [];
  if (!stat.isDirectory()) return stat.isFile() && stat.size >= atLeast ? [path] : [];
  return namesIn(path).flatMap((name) => filesBelow(join(path, name), atLeast));
}

function namesIn(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}

/** `file: needle` for every needle in any file below `path`. */
export function findNeedlesBelow(path: string, needles: readonly Needle[]): string[] {
  return filesBelow(path).flatMap((file) => findNeedles(readFileSync(file), needles).map((name) => `${file}: ${name}`));
}
