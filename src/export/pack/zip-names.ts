import * as yauzl from 'yauzl';

/** Info-ZIP Unicode Path: a name in UTF-8, valid while its checksum is that of the name in the header. */
const UNICODE_PATH = 0x7075;
const NAMES_ARE_UTF8 = 0x800;
/** What programs put into names for characters that their encoding lacks. */
const SUBSTITUTE = /[?_]|#U[0-9a-fA-F]{4}|#L[0-9a-fA-F]{6}/y;
/** No file system has longer paths. */
const MAX_NAME = 4096;

const UTF8 = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });

/** The parts of an entry, or of the header before its data, that name it. */
interface NamedEntry {
  readonly flags: number;
  readonly raw: Buffer;
  readonly extraFields: readonly { readonly id: number; readonly data: Buffer }[];
}

/**
 * The name of an entry as today's programs read it. Without the flag for UTF-8 it is in an encoding that the ZIP does
 * not name: macOS and `zip` in the locale C write UTF-8 all the same, Windows writes that of the system.
 */
export function entryName({ flags, raw, extraFields }: NamedEntry): string {
  const isUnnamed = (flags & NAMES_ARE_UTF8) === 0 && unicodePath({ flags, raw, extraFields }) === null;
  return (isUnnamed ? inUtf8(raw) : null) ?? yauzl.getFileNameLowLevel(flags, raw, [...extraFields], true);
}

/** Names under which older programs unpack an entry, but for {@link entryName}. */
export function otherNames({ flags, raw, extraFields }: NamedEntry): string[] {
  const name = entryName({ flags, raw, extraFields });
  const read = [inUtf8(raw), yauzl.getFileNameLowLevel(0, raw, [], true)];
  return read.filter((other) => other !== null && other.normalize() !== name.normalize()) as string[];
}

/** True if an entry has a second name that says something else than its first, for some programs. */
export function hasAlias(entry: NamedEntry): boolean {
  const path = unicodePath(entry);
  if (path === null) return false;
  const raw = entry.raw.toString('latin1');
  return isAscii(raw) ? !isWithSubstitutes(raw, path) : isAscii(path);
}

/** True if `raw` is `path` with substitutes for everything beyond ASCII. */
function isWithSubstitutes(raw: string, path: string): boolean {
  if (raw.length > MAX_NAME || path.length > MAX_NAME) return false;
  // Where in `raw` the parts so far can end. A pattern would try all ways to divide a row of substitutes.
  let ends = [0];
  for (const part of path.match(/[\0-\x7f]+|[^\0-\x7f]+/g) ?? []) {
    ends = isAscii(part)
      ? ends.filter((end) => raw.startsWith(part, end)).map((end) => end + part.length)
      : endsOfSubstitutes(raw, ends);
  }
  return ends.includes(raw.length);
}

/** Where one or more substitutes that begin at one of `starts` can end. */
function endsOfSubstitutes(raw: string, starts: readonly number[]): number[] {
  const ends = new Set<number>();
  const open = [...starts];
  for (let start = open.pop(); start !== undefined; start = open.pop()) {
    SUBSTITUTE.lastIndex = start;
    if (!SUBSTITUTE.test(raw) || ends.has(SUBSTITUTE.lastIndex)) continue;
    ends.add(SUBSTITUTE.lastIndex);
    open.push(SUBSTITUTE.lastIndex);
  }
  return [...ends];
}

function isAscii(text: string): boolean {
  return /^[\0-\x7f]*$/.test(text);
}

/** The name in UTF-8 of the extra field; null if there is none that is valid. */
function unicodePath({ flags, raw, extraFields }: NamedEntry): string | null {
  const fields = extraFields.filter(({ id }) => id === UNICODE_PATH);
  if (fields.length === 0) return null;
  const name = yauzl.getFileNameLowLevel(flags, raw, [...fields], true);
  return fields.some(({ data }) => data.subarray(5).toString() === name) ? name : null;
}

function inUtf8(raw: Buffer): string | null {
  try {
    return UTF8.decode(raw);
  } catch {
    return null;
  }
}
