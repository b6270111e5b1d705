import { lstatSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** Something that must not be found, under a name that may be told. */
export interface Needle {
  readonly name: string;
  readonly bytes: Buffer;
}

/** A text as it could be stored: as it is, in UTF-16 of either order, in hex and in base64. */
export function textNeedles(name: string, text: string): Needle[] {
  const swapped = Buffer.from(text, 'utf16le').swap16();
  return [
    ...secretNeedles(name, Buffer.from(text)),
    { name: `${name} (UTF-16LE)`, bytes: Buffer.from(text, 'utf16le') },
    { name: `${name} (UTF-16BE)`, bytes: swapped },
  ];
}

/** Bytes as they could be stored: raw, in hex of either case, in base64 of either alphabet. */
export function secretNeedles(name: string, bytes: Buffer): Needle[] {
  const hex = bytes.toString('hex');
  const texts = { hex, 'upper-case hex': hex.toUpperCase(), base64: base64Of(bytes), base64url: base64urlOf(bytes) };
  const encoded = Object.entries(texts).map(([encoding, text]) => {
    return { name: `${name} (${encoding})`, bytes: Buffer.from(text) };
  });
  return [{ name, bytes }, ...encoded];
}

/** Without the last digits, which depend on what follows. */
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
 * All files below `path` of at least so many bytes, itself when it is one; none when it does not exist. What disappears
 * meanwhile is left out.
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

/** `file: needle` for every needle in any file below `path`: every byte is looked at. */
export function findNeedlesBelow(path: string, needles: readonly Needle[]): string[] {
  return filesBelow(path).flatMap((file) => findNeedles(readFileSync(file), needles).map((name) => `${file}: ${name}`));
}
