import { parseJson } from './json.ts';
import { asArray, asDict } from './plist-value.ts';

/** Reads `length` bytes from `position` on, fewer at the end of the file. */
export type ReadPart = (position: number, length: number) => Uint8Array;

/** Atoms of the audio file (docs/format/apps-and-system.md): where the contents begin and end. */
interface Atom {
  readonly type: string;
  readonly start: number;
  readonly end: number;
}

/** Maximum number of atoms of one container; recordings have a dozen. */
const MAX_ATOMS = 4096;
/** Maximum size of a transcript, in bytes: some 30 for each word. */
const MAX_BYTES = 16 * 1024 ** 2;
/** Maximum size of the list of names of metadata, in bytes. */
const MAX_KEYS = 64 * 1024;
/** The metadata with the transcript in `.qta` files. */
const KEY = 'com.apple.VoiceMemos.tsrp';

/**
 * The transcript in a recording of Voice Memos (iOS 18 and later): in `.m4a` the atom `moov/trak/udta/tsrp`, in `.qta` the
 * metadata `com.apple.VoiceMemos.tsrp` of a track, both JSON. Null if there is none, or no words in it. Only the heads of
 * atoms and the transcript are read.
 * @throws MALFORMED_JSON, LIMIT_EXCEEDED, and like `read`
 */
export function readVoiceMemoTranscript(read: ReadPart): string | null {
  for (const movie of atoms(read, { start: 0, end: Number.MAX_SAFE_INTEGER }, 'moov')) {
    for (const holder of [...atoms(read, movie, 'trak'), movie]) {
      const text = textOf(inUserData(read, holder)) ?? textOf(inMetadata(read, holder));
      if (text !== null) return text;
    }
  }
  return null;
}

/** The atoms within a range that have this type, or all. Stops at what is no atom. */
function* atoms(read: ReadPart, { start, end }: Pick<Atom, 'start' | 'end'>, type?: string): Generator<Atom> {
  let position = start;
  for (let count = 0; count < MAX_ATOMS && position + 8 <= end; count++) {
    const head = bufferOf(read(position, 16));
    if (head.length < 8) return;
    const short = head.readUInt32BE(0);
    const isLong = short === 1 && head.length === 16;
    const size = isLong ? Number(head.readBigUInt64BE(8)) : short === 0 ? end - position : short;
    if (size < (isLong ? 16 : 8)) return;
    const name = head.toString('latin1', 4, 8);
    const atom = { type: name, start: position + (isLong ? 16 : 8), end: Math.min(end, position + size) };
    if (type === undefined || name === type) yield atom;
    position += size;
  }
}

function inUserData(read: ReadPart, holder: Atom): Uint8Array | null {
  for (const data of atoms(read, holder, 'udta')) {
    for (const transcript of atoms(read, data, 'tsrp')) return contents(read, transcript, MAX_BYTES);
  }
  return null;
}

/** In QuickTime, `meta` is a container; in MPEG-4 its atoms come after four bytes. */
function inMetadata(read: ReadPart, holder: Atom): Uint8Array | null {
  for (const meta of atoms(read, holder, 'meta')) {
    const isBare = /^[a-z]{4}$/.test(bufferOf(read(meta.start + 4, 4)).toString('latin1'));
    const all = [...atoms(read, { start: meta.start + (isBare ? 0 : 4), end: meta.end })];
    const [keys, items] = ['keys', 'ilst'].map((name) => all.find(({ type }) => type === name));
    if (keys === undefined || items === undefined) continue;
    const wanted = numberOfKey(contents(read, keys, MAX_KEYS));
    for (const item of atoms(read, items)) {
      if (Buffer.from(item.type, 'latin1').readUInt32BE(0) !== wanted) continue;
      // The type and language that come first say nothing: the type is that of bytes.
      for (const data of atoms(read, item, 'data'))
        return contents(read, { ...data, start: data.start + 8 }, MAX_BYTES);
    }
  }
  return null;
}

/** The number of {@link KEY} in the list of names, from 1 on; 0 if it is not there. */
function numberOfKey(keys: Uint8Array | null): number {
  const list = bufferOf(keys ?? new Uint8Array());
  for (let at = 8, number = 1; at + 8 <= list.length; number++) {
    const size = list.readUInt32BE(at);
    if (size < 8) return 0;
    if (list.toString('utf8', at + 8, at + size) === KEY) return number;
    at += size;
  }
  return 0;
}

function contents(read: ReadPart, { start, end }: Pick<Atom, 'start' | 'end'>, limit: number): Uint8Array | null {
  return end > start && end - start <= limit ? read(start, end - start) : null;
}

/**
 * The words of a transcript: pieces of text, between which are their times, or the numbers of those.
 * @throws MALFORMED_JSON, LIMIT_EXCEEDED
 */
function textOf(json: Uint8Array | null): string | null {
  if (json === null || json.length === 0) return null;
  const said = asDict(parseJson(json))?.['attributedString'];
  const runs = asArray(said) ?? asArray(asDict(said)?.['runs']) ?? [said];
  const text = runs.filter((run) => typeof run === 'string').join('');
  return text.trim() === '' ? null : text;
}

function bufferOf(bytes: Uint8Array): Buffer {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
