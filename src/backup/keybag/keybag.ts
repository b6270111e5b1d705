import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';

/** A keybag takes about 1.4 KB. */
const MAX_KEYBAG_BYTES = 64 * 1024;
/** Apple's first stage has 10,000,000 rounds; five times that is still a matter of seconds. */
const MAX_FIRST_STAGE_ROUNDS = 50_000_000;
/** Apple's second stage has 10,000 rounds. */
const MAX_SECOND_STAGE_ROUNDS = 10_000_000;
/** A backup keybag has about eleven classes; the class number is masked to four bits. */
const MAX_CLASSES = 64;

/** Bit of `WRAP`: the key is wrapped with the key derived from the backup password. */
export const WRAPPED_BY_PASSWORD = 2;

/** Salt and rounds of one PBKDF2 stage. */
export interface KdfStage {
  readonly salt: Buffer;
  readonly rounds: number;
}

/** One class of the keybag with its wrapped key. */
export interface WrappedClass {
  readonly protectionClass: number;
  /** Bit 0: wrapped by the device (not recoverable); bit 1: {@link WRAPPED_BY_PASSWORD}. */
  readonly wrap: number;
  /** `WPKY`, 40 bytes; null if absent. */
  readonly wrappedKey: Buffer | null;
}

/** A parsed BackupKeyBag. */
export interface Keybag {
  /** PBKDF2-HMAC-SHA256, applied before the other stage: iOS 10.2 and later. */
  readonly firstStage: KdfStage | null;
  /** PBKDF2-HMAC-SHA1. */
  readonly secondStage: KdfStage;
  readonly classes: readonly WrappedClass[];
}

/**
 * Parses the `BackupKeyBag` of Manifest.plist: records of a 4-byte tag, a big-endian u32 length and a value. The first
 * `UUID` belongs to the keybag; each later one starts a class. See docs/format/backup.md, "Keybag".
 * @throws MALFORMED_KEYBAG, LIMIT_EXCEEDED (round counts that would occupy the processor for minutes)
 */
export function parseKeybag(bytes: Uint8Array): Keybag {
  if (bytes.length > MAX_KEYBAG_BYTES) throw new DomainError('LIMIT_EXCEEDED', msg('detail.keybag-too-large'));
  const [header = new Map<string, Buffer>(), ...groups] = readGroups(bytes);
  if (groups.length > MAX_CLASSES) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.keybag-with-too-many-classes', { maxClasses: MAX_CLASSES }));
  }
  return {
    firstStage: stage(header, 'DPSL', 'DPIC', MAX_FIRST_STAGE_ROUNDS),
    secondStage: stage(header, 'SALT', 'ITER', MAX_SECOND_STAGE_ROUNDS) ?? malformed('it has no SALT or no ITER'),
    classes: groups.map(readClass),
  };
}

/** Tag-value maps, one for the header and one per class. The first of equal tags wins. */
function readGroups(bytes: Uint8Array): Map<string, Buffer>[] {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let group = new Map<string, Buffer>();
  const groups = [group];
  for (let offset = 0; offset + 8 <= buffer.length; ) {
    const tag = buffer.toString('latin1', offset, offset + 4);
    const start = offset + 8;
    const end = start + buffer.readUInt32BE(offset + 4);
    if (end > buffer.length) malformed('a record extends past its end');
    if (tag === 'UUID' && group.has('UUID')) {
      group = new Map();
      groups.push(group);
    }
    if (!group.has(tag)) group.set(tag, buffer.subarray(start, end));
    offset = end;
  }
  return groups;
}

function readClass(group: ReadonlyMap<string, Buffer>): WrappedClass {
  return {
    protectionClass: unsigned(group, 'CLAS') & 0xf,
    wrap: group.has('WRAP') ? unsigned(group, 'WRAP') : 0,
    wrappedKey: group.get('WPKY') ?? null,
  };
}

function stage(
  header: ReadonlyMap<string, Buffer>,
  saltTag: string,
  roundsTag: string,
  maxRounds: number,
): KdfStage | null {
  const salt = header.get(saltTag);
  if (salt === undefined || !header.has(roundsTag)) return null;
  const rounds = unsigned(header, roundsTag);
  if (rounds < 1) malformed(`${roundsTag} is zero`);
  if (rounds > maxRounds) {
    throw new DomainError('LIMIT_EXCEEDED', msg('detail.keybag-with-too-many-rounds', { rounds, roundsTag }), {
      details: { rounds, limit: maxRounds },
    });
  }
  return { salt, rounds };
}

function unsigned(group: ReadonlyMap<string, Buffer>, tag: string): number {
  const value = group.get(tag);
  if (value?.length !== 4) malformed(`${tag} is missing or not 4 bytes`);
  return value.readUInt32BE(0);
}

function malformed(why: string): never {
  throw new DomainError('MALFORMED_KEYBAG', msg('detail.keybag-malformed', { why }));
}
