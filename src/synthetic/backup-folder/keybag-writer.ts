import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { derivedBytes, type Seed } from '../random.ts';
import { wrapKey } from './aes.ts';

const deriveKey = promisify(pbkdf2);

/** Parameters of the keybag of a synthetic backup. */
export interface KeybagSpec {
  readonly seed: Seed;
  /** If missing, the keybag of an unencrypted backup, whose keys are wrapped by the device alone. */
  readonly password?: string | undefined;
  /** `two-stage` since iOS 10.2: PBKDF2-SHA256 before PBKDF2-SHA1. `one-stage` before. */
  readonly derivation: 'two-stage' | 'one-stage';
  /** First-stage iterations; iOS uses 10,000,000. Default: 1000. */
  readonly dpic?: number | undefined;
  /** Second-stage iterations; iOS uses 10,000. Default: 1000. */
  readonly iter?: number | undefined;
  /** Declared number of first-stage iterations if it differs from the one used, as in a hostile keybag. */
  readonly declaredDpic?: number | undefined;
}

/** A keybag and its secrets. */
export interface Keybag {
  /** `BackupKeyBag` of Manifest.plist. */
  readonly bytes: Buffer;
  /** Class keys protected by the password, by protection class. Empty without a password. */
  readonly classKeys: ReadonlyMap<number, Buffer>;
  /** Key that wraps the class keys; null without a password. */
  readonly keyEncryptionKey: Buffer | null;
}

/** Default iterations of either stage. */
const DEFAULT_ITERATIONS = 1000;

/** Bits of `WRAP`: keys needed to unwrap a class key. */
const WRAP_DEVICE = 1;
const WRAP_PASSWORD = 2;

/**
 * Protection classes in the order and with the `WRAP` bits that iOS writes. Keys that also need the device key cannot
 * be unwrapped elsewhere. Class 11 is wrapped by the device alone, so readers have one class to skip.
 */
const CLASSES: readonly (readonly [protectionClass: number, wrap: number])[] = [
  [11, WRAP_DEVICE],
  [10, WRAP_DEVICE | WRAP_PASSWORD],
  [9, WRAP_DEVICE | WRAP_PASSWORD],
  [8, WRAP_PASSWORD],
  [7, WRAP_PASSWORD],
  [6, WRAP_PASSWORD],
  [5, WRAP_DEVICE | WRAP_PASSWORD],
  [4, WRAP_PASSWORD],
  [3, WRAP_PASSWORD],
  [2, WRAP_PASSWORD],
  [1, WRAP_PASSWORD],
];

/** A TLV record: tag, u32 BE length, value. Numbers are u32 BE. */
function record(tag: string, value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? Buffer.alloc(4) : value;
  if (typeof value === 'number') (bytes as Buffer).writeUInt32BE(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([Buffer.from(tag, 'latin1'), length, bytes]);
}

/** A backup keybag in the layout of iOS. Format: docs/format/backup.md. */
export async function writeKeybag(spec: KeybagSpec): Promise<Keybag> {
  const twoStage = spec.derivation === 'two-stage' && spec.password !== undefined;
  const dpic = spec.dpic ?? DEFAULT_ITERATIONS;
  const iter = spec.iter ?? DEFAULT_ITERATIONS;
  const salt = derivedBytes(spec.seed, 'keybag SALT', 20);
  const firstSalt = derivedBytes(spec.seed, 'keybag DPSL', 20);

  let keyEncryptionKey: Buffer | null = null;
  if (spec.password !== undefined) {
    const password = Buffer.from(spec.password, 'utf8');
    const first = twoStage ? await deriveKey(password, firstSalt, dpic, 32, 'sha256') : password;
    keyEncryptionKey = await deriveKey(first, salt, iter, 32, 'sha1');
  }

  const parts = [
    record('VERS', twoStage ? 5 : 3),
    record('TYPE', 1),
    record('UUID', derivedBytes(spec.seed, 'keybag UUID', 16)),
    record('HMCK', derivedBytes(spec.seed, 'keybag HMCK', 40)),
    record('WRAP', spec.password === undefined ? WRAP_DEVICE : 0),
    record('SALT', salt),
    record('ITER', iter),
  ];
  if (twoStage) {
    parts.push(record('DPWT', 1), record('DPIC', spec.declaredDpic ?? dpic), record('DPSL', firstSalt));
  }
  const classKeys = new Map<number, Buffer>();
  for (const [protectionClass, wrap] of CLASSES) {
    const key = derivedBytes(spec.seed, `class key ${String(protectionClass)}`, 32);
    const passwordWraps = keyEncryptionKey !== null && (wrap & WRAP_PASSWORD) !== 0;
    if (passwordWraps && wrap === WRAP_PASSWORD) classKeys.set(protectionClass, key);
    parts.push(
      record('UUID', derivedBytes(spec.seed, `class uuid ${String(protectionClass)}`, 16)),
      record('CLAS', protectionClass),
      record('WRAP', keyEncryptionKey === null ? WRAP_DEVICE : wrap),
      record('KTYP', 0),
      // A key wrapped by the device cannot be told from random bytes.
      record(
        'WPKY',
        passwordWraps && keyEncryptionKey !== null
          ? wrapKey(keyEncryptionKey, key)
          : derivedBytes(spec.seed, `device-wrapped ${String(protectionClass)}`, 40),
      ),
    );
  }
  return { bytes: Buffer.concat(parts), classKeys, keyEncryptionKey };
}
