/** Number of leading bytes that {@link contentType} needs. */
export const SNIFFED_BYTES = 64;

const UNKNOWN = 'application/octet-stream';
const TEXT = 'text/plain; charset=utf-8';

/** File signatures: bytes (latin-1) at an offset. The first match wins. */
const SIGNATURES: readonly (readonly [type: string, magic: string, offset?: number])[] = [
  ['image/jpeg', '\xff\xd8\xff'],
  ['image/png', '\x89PNG\r\n\x1a\n'],
  ['image/gif', 'GIF8'],
  ['image/webp', 'WEBP', 8],
  ['image/tiff', 'II*\0'],
  ['image/tiff', 'MM\0*'],
  ['image/bmp', 'BM'],
  ['application/pdf', '%PDF-'],
  ['application/vnd.sqlite3', 'SQLite format 3\0'],
  ['application/x-bplist', 'bplist0'],
  ['application/zip', 'PK\x03\x04'],
  ['application/gzip', '\x1f\x8b'],
  ['audio/x-caf', 'caff'],
  ['audio/amr', '#!AMR'],
  ['audio/wav', 'WAVE', 8],
  ['audio/aiff', 'AIF', 8],
  ['audio/mpeg', 'ID3'],
  ['audio/ogg', 'OggS'],
  ['video/x-msvideo', 'AVI ', 8],
  ['video/x-ms-wmv', '\x30\x26\xb2\x75\x8e\x66\xcf\x11'],
  ['video/mpeg', '\0\0\x01\xba'],
];

/** Major brands of ISO base media files (`ftyp` at offset 4). */
const BRANDS: Readonly<Record<string, string>> = {
  heic: 'image/heic',
  heix: 'image/heic',
  heim: 'image/heic',
  heis: 'image/heic',
  mif1: 'image/heif',
  hevc: 'image/heic-sequence',
  hevx: 'image/heic-sequence',
  msf1: 'image/heif-sequence',
  avif: 'image/avif',
  avis: 'image/avif',
  'qt  ': 'video/quicktime',
  'M4A ': 'audio/mp4',
  'M4B ': 'audio/mp4',
  'M4V ': 'video/mp4',
  '3gp4': 'video/3gpp',
  '3gp5': 'video/3gpp',
};

/** Types recognised only by extension. Untrusted markup is shown as text. */
const EXTENSIONS: Readonly<Record<string, string>> = {
  txt: TEXT,
  log: TEXT,
  html: TEXT,
  htm: TEXT,
  js: TEXT,
  css: TEXT,
  xml: TEXT,
  plist: TEXT,
  strings: TEXT,
  md: TEXT,
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
  vcf: 'text/vcard; charset=utf-8',
  ics: 'text/calendar; charset=utf-8',
  svg: 'image/svg+xml',
  mp3: 'audio/mpeg',
  aac: 'audio/aac',
  mp4: 'video/mp4',
  mov: 'video/quicktime',
};

/** The media type of a file by its first bytes, otherwise by its extension. */
export function contentType(head: Uint8Array, name: string): string {
  const text = Buffer.from(head.buffer, head.byteOffset, head.byteLength).toString('latin1');
  if (text.startsWith('ftyp', 4)) return BRANDS[text.slice(8, 12)] ?? 'video/mp4';
  if (text.startsWith('\x1aE\xdf\xa3')) return text.includes('webm') ? 'video/webm' : 'video/x-matroska';
  const known = SIGNATURES.find(([, magic, offset]) => text.startsWith(magic, offset ?? 0));
  if (known !== undefined) return known[0];
  const extension = /\.([a-z0-9]{1,10})$/i.exec(name)?.[1]?.toLowerCase() ?? '';
  return Object.hasOwn(EXTENSIONS, extension) ? (EXTENSIONS[extension] ?? UNKNOWN) : UNKNOWN;
}
