/**
 * Maximum name length in UTF-8 bytes: below the 255 of all common file systems, with room for a suffix to avoid
 * collisions.
 */
const MAX_NAME_BYTES = 200;

/** Characters that some file system does not allow, and `%`, so that an escaped name never equals a plain one. */
const FORBIDDEN = /[\p{Cc}<>:"\\/|?*%\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Windows device names, with or without an extension: `con`, `nul.txt`. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?$/i;

/** Dots and spaces at the end. The lookbehind keeps a long run elsewhere from being tried from each of its characters. */
const TAIL = /(?<![. ])[. ]+$/;

/**
 * Converts one name of an untrusted path to a name that is safe on Linux, macOS and Windows: percent-encoded where
 * necessary, shortened if too long, never empty, `.` or `..`. Different names may yield the same result (if shortened,
 * or equal except for case).
 */
export function safeName(name: string): string {
  let safe = name.toWellFormed().replace(FORBIDDEN, percentEncode);
  if (RESERVED.test(safe)) safe = percentEncode(safe.charAt(0)) + safe.slice(1);
  safe = safe.replace(TAIL, (tail) => tail.replace(/./g, percentEncode));
  return safe === '' ? '%' : shorten(safe);
}

/** The name with `suffix` before its extension: `IMG_1.HEIC` → `IMG_1~2.HEIC`. */
export function withSuffix(name: string, suffix: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name + suffix : name.slice(0, dot) + suffix + name.slice(dot);
}

/**
 * Folds a name so that two names are equal if any file system that ignores case and Unicode normal form (APFS, NTFS,
 * exFAT) may treat them as equal. Folds more than any of them does.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

function percentEncode(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Keeps a short extension, and cuts between characters. */
function shorten(name: string): string {
  if (Buffer.byteLength(name) <= MAX_NAME_BYTES) return name;
  const extension = /\.[^.]{1,16}$/.exec(name)?.[0] ?? '';
  let room = MAX_NAME_BYTES - Buffer.byteLength(extension);
  let kept = '';
  for (const character of name) {
    room -= Buffer.byteLength(character);
    if (room < 0) break;
    kept += character;
  }
  return kept.replace(TAIL, '') + extension;
}
