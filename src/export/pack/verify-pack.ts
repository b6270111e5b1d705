import { createHash, verify } from 'node:crypto';
import {
  MANIFEST,
  MAX_STAMP_BYTES,
  type Manifest,
  ManifestSchema,
  NO_TIME_STAMP,
  type PackedFile,
  SIGNATURE,
  TIME_STAMP,
  treeDigest,
} from './manifest.ts';
import { openPack, type PackEntry } from './pack-reader.ts';
import { publicKeyOf } from './signing-key.ts';
import type { Stamp } from './time-stamp/stamp-response.ts';

/** Maximum size of a manifest: some million files. */
const MANIFEST_BYTES = 400 * 1024 * 1024;
const SIGNATURE_BYTES = 64;

/** The problem with a file. */
type Finding =
  | 'changed'
  | 'missing'
  | 'added'
  | 'twice'
  | 'not-a-file'
  | 'unreadable'
  | 'no-manifest'
  | 'signature'
  | 'tree-differs'
  | 'stamp-differs'
  | 'stamp-untrusted'
  | 'zip-differs';

/** A file of a pack or of the backup that has changed. */
interface PackFinding {
  readonly path: string;
  readonly finding: Finding;
}

/** The outcome of a check. */
export interface PackReport {
  /** Null if it cannot be read. What it says can be believed only without findings. */
  readonly manifest: Manifest | null;
  readonly findings: readonly PackFinding[];
  /** The time stamp of a service, if there is one that fits. */
  readonly stamp: Stamp | null;
  /** Why there is no time stamp though one was asked for, as the pack says; not signed. */
  readonly noStamp: string | null;
}

/** Maximum size of the text that says why there is no time stamp. */
const REASON_BYTES = 4096;

/**
 * Checks signature, list, time stamp and contents of a folder or ZIP, with constant memory but for the list. `trusted`:
 * certificates in PEM, one of which has to have issued that of the time stamp service.
 * @throws NOT_FOUND, MALFORMED_FILE (a ZIP), LIMIT_EXCEEDED
 */
export async function verifyPack(path: string, trusted?: string): Promise<PackReport> {
  const pack = await openPack(path);
  try {
    const report = await verifyEntries(pack.entries, trusted);
    const ambiguous = pack.ambiguous.map((path): PackFinding => ({ path, finding: 'zip-differs' }));
    return { ...report, findings: [...ambiguous, ...report.findings] };
  } finally {
    pack.close();
  }
}

async function verifyEntries(entries: readonly PackEntry[], trusted: string | undefined): Promise<PackReport> {
  const findings: PackFinding[] = [];
  const add = (path: string, finding: Finding): void => void findings.push({ path, finding });
  const found = new Map<string, PackEntry>();
  for (const entry of entries) {
    if (found.has(entry.path)) add(entry.path, 'twice');
    found.set(entry.path, entry);
  }
  const [text, signature] = [
    await readAll(found.get(MANIFEST), MANIFEST_BYTES),
    await readAll(found.get(SIGNATURE), SIGNATURE_BYTES),
  ];
  const manifest = text === null ? null : parseManifest(text);
  if (text === null || manifest === null) {
    add(MANIFEST, found.has(MANIFEST) ? 'no-manifest' : 'missing');
    return { manifest, findings, stamp: null, noStamp: null };
  }
  if (signature === null) add(SIGNATURE, found.has(SIGNATURE) ? 'changed' : 'missing');
  else if (!isSigned(text, signature, manifest)) add(`${MANIFEST}, ${SIGNATURE}`, 'signature');
  if (treeDigest(manifest.files) !== manifest.tree.sha256) add(MANIFEST, 'tree-differs');
  const [stamped, reason] = [found.get(TIME_STAMP), found.get(NO_TIME_STAMP)];
  const { stamp, noStamp } =
    manifest.timeStamp === undefined ? NO_STAMP : await checkStampFile(text, { stamped, reason, trusted }, add);
  const own = [MANIFEST, SIGNATURE, ...(manifest.timeStamp === undefined ? [] : [TIME_STAMP, NO_TIME_STAMP])];
  for (const name of own) found.delete(name);
  // Some file systems store names in another normal form.
  const normal = new Map([...found.keys()].map((path) => [path.normalize(), path]));
  for (const file of manifest.files) {
    const path = found.has(file.path) ? file.path : normal.get(file.path.normalize());
    const entry = path === undefined ? undefined : found.get(path);
    if (path !== undefined) found.delete(path);
    const finding = await compare(file, entry);
    if (finding !== null) add(file.path, finding);
  }
  for (const path of found.keys()) add(path, 'added');
  return { manifest, findings, stamp, noStamp };
}

const NO_STAMP = { stamp: null, noStamp: null };

/** Checks the time stamp of a manifest that says that one was asked for. */
async function checkStampFile(
  manifest: Buffer,
  {
    stamped,
    reason,
    trusted,
  }: {
    readonly stamped: PackEntry | undefined;
    readonly reason: PackEntry | undefined;
    readonly trusted: string | undefined;
  },
  add: (path: string, finding: Finding) => void,
): Promise<Pick<PackReport, 'stamp' | 'noStamp'>> {
  if (stamped === undefined) {
    const text = await readAll(reason, REASON_BYTES);
    if (text === null) add(TIME_STAMP, 'missing');
    return { stamp: null, noStamp: text?.toString() ?? null };
  }
  if (reason !== undefined) add(NO_TIME_STAMP, 'added');
  const bytes = await readAll(stamped, MAX_STAMP_BYTES);
  const expected = { contents: manifest, ...(trusted === undefined ? {} : { trusted }) };
  // A library of its own, which few packs need.
  const { checkStamp } = await import('./time-stamp/stamp-response.ts');
  const checked = bytes === null ? null : await checkStamp(bytes, expected);
  if (checked !== null && 'stamp' in checked) return { stamp: checked.stamp, noStamp: null };
  add(TIME_STAMP, checked?.problem === 'untrusted' ? 'stamp-untrusted' : 'stamp-differs');
  return NO_STAMP;
}

async function compare({ size, sha256 }: PackedFile, entry: PackEntry | undefined): Promise<Finding | null> {
  if (entry === undefined) return 'missing';
  if (entry.open === null) return 'not-a-file';
  try {
    return (await digestOf(await entry.open(), size)) === sha256 ? null : 'changed';
  } catch {
    // The cause is of no interest: these bytes are not those that were signed.
    return 'unreadable';
  }
}

/** The SHA-256 of contents; null if they are longer than `size`, so that a bomb is not read to its end. */
export async function digestOf(contents: AsyncIterable<Uint8Array>, size = Infinity): Promise<string | null> {
  const digest = createHash('sha256');
  let bytes = 0;
  for await (const chunk of contents) {
    bytes += chunk.byteLength;
    if (bytes > size) return null;
    digest.update(chunk);
  }
  return digest.digest('hex');
}

async function readAll(entry: PackEntry | undefined, limit: number): Promise<Buffer | null> {
  if (entry === undefined || entry.open === null) return null;
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  try {
    for await (const chunk of await entry.open()) {
      bytes += chunk.byteLength;
      if (bytes > limit) return null;
      chunks.push(chunk);
    }
  } catch {
    return null;
  }
  return Buffer.concat(chunks);
}

function parseManifest(bytes: Buffer): Manifest | null {
  try {
    return ManifestSchema.safeParse(JSON.parse(bytes.toString())).data ?? null;
  } catch {
    return null;
  }
}

function isSigned(text: Buffer, signature: Buffer, { key }: Manifest): boolean {
  try {
    return verify(null, text, publicKeyOf(key.publicKey), signature);
  } catch {
    return false;
  }
}
