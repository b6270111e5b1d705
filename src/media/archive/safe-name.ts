/** Longest name in UTF-8 bytes: under the 255 of every common file system, with room for a suffix against collisions. */
const MAX_NAME_BYTES = 200;

/** What no file system of ours can hold, and `%`, so that an escaped name never equals a plain one. */
const FORBIDDEN = /[\p{Cc}<>:"\\/|?*%\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ufeff]/gu;

/** Device names of Windows, also with an extension: `con`, `nul.txt`. */
const RESERVED = /^(?:con|prn|aux|nul|conin\$|conout\$|clock\$|com[0-9¹²³]|lpt[0-9¹²³]) *(?:\..*)?$/i;

/**
 * One name of a hostile path as a name that is safe on Linux, macOS and Windows: percent-encoded where needed, shortened
 * where over-long, never empty, never `.` or `..`. Different names can give one (shortened, or equal but for case).
 */
export function safeName(name: string): string {
  let safe = name.toWellFormed().replace(FORBIDDEN, percentEncode);
  if (RESERVED.test(safe)) safe = percentEncode(safe.charAt(0)) + safe.slice(1);
  safe = safe.replace(/[. ]+$/, (tail) => tail.replace(/./g, percentEncode));
  return safe === '' ? '%' : shorten(safe);
}

/** The name with `suffix` before its extension: `IMG_1.HEIC` → `IMG_1~2.HEIC`. */
export function withSuffix(name: string, suffix: string): string {
  const dot = name.lastIndexOf('.');
  return dot <= 0 ? name + suffix : name.slice(0, dot) + suffix + name.slice(dot);
}

/**
 * The form in which two names are one on a file system that ignores case and Unicode normal form (APFS, NTFS, exFAT).
 * Folds more than any of them: names that it tells apart are told apart everywhere.
 */
export function foldName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC');
}

function percentEncode(character: string): string {
  return [...Buffer.from(character)].map((byte) => `%${byte.toString(16).toUpperCase().padStart(2, '0')}`).join('');
}

/** Keeps a short extension, cuts between characters. */
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
  return kept.replace(/[. ]+$/, '') + extension;
}
