import { pbkdf2 } from 'node:crypto';
import { promisify } from 'node:util';
import { derivedBytes, type Seed } from '../random.ts';
import { wrapKey } from './aes.ts';

const deriveKey = promisify(pbkdf2);

/** How the keybag of a synthetic backup is made. */
export interface KeybagSpec {
  readonly seed: Seed;
  /** None: the bag of an unencrypted backup, whose keys are wrapped by the device alone. */
  readonly password?: string | undefined;
  /** `two-stage` since iOS 10.2: PBKDF2-SHA256 before PBKDF2-SHA1. `one-stage` before. */
  readonly derivation: 'two-stage' | 'one-stage';
  /** First-stage iterations; iOS uses 10,000,000, which tests cannot wait for. 1000 when not given. */
  readonly dpic?: number | undefined;
  /** Second-stage iterations; iOS uses 10,000. 1000 when not given. */
  readonly iter?: number | undefined;
  /** What the bag says instead of the first-stage count really used: a hostile bag. */
  readonly declaredDpic?: number | undefined;
}

/** A keybag and the secrets behind it. */
export interface Keybag {
  /** `BackupKeyBag` of Manifest.plist. */
  readonly bytes: Buffer;
  /** Class keys that the password gives, by protection class. Empty without a password. */
  readonly classKeys: ReadonlyMap<number, Buffer>;
  /** What the class keys are wrapped with; null without a password. */
  readonly keyEncryptionKey: Buffer | null;
}

/** Default iterations of either stage. */
const DEFAULT_ITERATIONS = 1000;

/** WRAP: which keys are needed to open a class key. */
const WRAP_DEVICE = 1;
const WRAP_PASSWORD = 2;

/**
 * Protection classes in the order and with the WRAP bits that iOS writes; what needs the device's own key as well
 * cannot be opened elsewhere. Class 11 is wrapped by the device alone, so that a reader has one it must leave out.
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

/** Tag, u32 BE length, value; a number is a u32 BE. */
function record(tag: string, value: number | Uint8Array): Buffer {
  const bytes = typeof value === 'number' ? Buffer.alloc(4) : value;
  if (typeof value === 'number') (bytes as Buffer).writeUInt32BE(value);
  const length = Buffer.alloc(4);
  length.writeUInt32BE(bytes.length);
  return Buffer.concat([Buffer.from(tag, 'latin1'), length, bytes]);
}

/** A backup keybag as iOS lays it out. Format: docs/format/backup.md. */
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
      // What the device wraps is noise to everyone else.
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
