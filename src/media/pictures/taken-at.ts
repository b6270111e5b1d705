const ORDERS = new Set(['II', 'MM']);
const ENTRY_BYTES = 12;
const MAX_ENTRIES = 1000;
const ASCII = 2;
/** Tags (Exif 3.0, 4.6.5 and 4.6.6): the directory of Exif, when the picture was taken, and the zone of that. */
const EXIF = 0x8769;
const TAKEN = 0x9003;
const OFFSET = 0x9011;

/** When a picture was taken, by its Exif. */
export interface TakenAt {
  /** By the clock of the camera: `2024-05-01T18:30:00`. */
  readonly local: string;
  /** Seconds east of UTC; null if the camera did not write its zone. */
  readonly utcOffset: number | null;
}

/** Reads when a picture was taken from a TIFF structure, after the mark of a JPEG or not; null for none. */
export function takenAt(exif: Uint8Array): TakenAt | null {
  const bytes = Buffer.from(exif.buffer, exif.byteOffset, exif.byteLength);
  const tiff = bytes.toString('latin1', 0, 6) === 'Exif\0\0' ? bytes.subarray(6) : bytes;
  if (!ORDERS.has(tiff.toString('latin1', 0, 2)) || tiff.length < 8) return null;
  const isLittle = tiff[0] === 0x49;
  const long = (at: number): number => (isLittle ? tiff.readUInt32LE(at) : tiff.readUInt32BE(at));
  const directory = placeOf(tiff, isLittle, long(4), EXIF);
  if (directory === null) return null;
  const textOf = (tag: number): string => {
    const entry = placeOf(tiff, isLittle, long(directory + 8), tag);
    if (entry === null || (isLittle ? tiff.readUInt16LE(entry + 2) : tiff.readUInt16BE(entry + 2)) !== ASCII) return '';
    const length = long(entry + 4);
    const start = length <= 4 ? entry + 8 : long(entry + 8);
    return length > 64
      ? ''
      : tiff
          .toString('latin1', start, start + length)
          .replace(/\0.*$/s, '')
          .trim();
  };
  const local = localTime(textOf(TAKEN));
  return local === null ? null : { local, utcOffset: offsetOf(textOf(OFFSET)) };
}

/** Place of the entry with a tag in the directory at `start`; null for none. */
function placeOf(tiff: Buffer, isLittle: boolean, start: number, tag: number): number | null {
  if (start + 2 > tiff.length) return null;
  const short = (at: number): number => (isLittle ? tiff.readUInt16LE(at) : tiff.readUInt16BE(at));
  const count = Math.min(short(start), MAX_ENTRIES);
  for (let index = 0; index < count; index++) {
    const at = start + 2 + index * ENTRY_BYTES;
    if (at + ENTRY_BYTES > tiff.length) return null;
    if (short(at) === tag) return at;
  }
  return null;
}

/** `2024:05:01 18:30:00` as ISO; null for what is no time, like the blanks of a camera without a clock. */
function localTime(text: string): string | null {
  const [, day, time] = /^(\d{4}:\d\d:\d\d) (\d\d:\d\d:\d\d)$/.exec(text) ?? [];
  if (day === undefined || time === undefined) return null;
  const local = `${day.replaceAll(':', '-')}T${time}`;
  const at = new Date(`${local}Z`);
  return Number.isNaN(at.getTime()) || at.toISOString().slice(0, 19) !== local ? null : local;
}

/** Seconds of `+02:00`; null for none, and for what no zone has. */
function offsetOf(text: string): number | null {
  const [, sign, hours = '', minutes = ''] = /^([+-])(\d\d):(\d\d)$/.exec(text) ?? [];
  const seconds = Number(hours) * 3600 + Number(minutes) * 60;
  if (sign === undefined || Number(minutes) > 59 || seconds > 14 * 3600) return null;
  return sign === '-' && seconds > 0 ? -seconds : seconds;
}
