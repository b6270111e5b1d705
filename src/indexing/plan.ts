import { hash } from 'node:crypto';
import type { ArtifactDefinition, StorePattern } from '../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../backup/types.ts';
import type { Outcome } from '../model/outcome.ts';

/** What an artifact will be read from, decided before anything is decrypted. */
export interface ArtifactPlan {
  readonly artifact: ArtifactDefinition;
  /** The manifest entries of each store. */
  readonly stores: Readonly<Record<string, readonly BackupEntry[]>>;
  /** Equal for two runs whose rows would be equal; see {@link signatureOf}. */
  readonly signature: string;
  /** Bytes of its stores as the manifest has them. */
  readonly weight: number;
  /** Set when there is nothing to read, with the reason. */
  readonly without: { readonly outcome: Outcome; readonly reason: string } | null;
}

/** What is known of the whole backup when an artifact is planned. */
export interface BackupFacts {
  /** Which payloads are in the folder. */
  readonly payloads: string;
  /** See `contentsDigest`; null when it could not be made. */
  readonly contents: string | null;
}

/**
 * Finds the stores of an artifact in the manifest and signs them. The signature covers the artifact's version and
 * columns, and of each store (and its `-wal`) what changes when its contents do: the wrapped key (new at every upload
 * of an encrypted backup), the digest, size and times; and which payloads are in the folder, since rows tell of them.
 */
export function planArtifact(
  artifact: ArtifactDefinition,
  backup: Backup,
  { payloads, contents }: BackupFacts,
): ArtifactPlan {
  const stores: Record<string, readonly BackupEntry[]> = {};
  const facts: unknown[] = [...definitionFacts(artifact), payloads];
  let without: ArtifactPlan['without'] = null;
  let weight = 0;
  for (const [name, pattern] of Object.entries<StorePattern>(artifact.stores)) {
    const entries = storeEntries(pattern, backup);
    stores[name] = entries;
    if (entries.length === 0 && !pattern.optional) without ??= missing(artifact, backup);
    for (const entry of entries) {
      weight += entry.sizeHint ?? 0;
      facts.push(entryFacts(entry, backup));
      const wal = backup.manifest.find(entry.domain, `${entry.relativePath}-wal`);
      if (wal !== null) facts.push(entryFacts(wal, backup));
    }
  }
  if (Object.values(stores).every((entries) => entries.length === 0)) {
    const loose = looseEntries(artifact, backup);
    without = loose.length > 0 ? null : missing(artifact, backup);
    facts.push(...loose.map((entry) => entryFacts(entry, backup)));
  }
  return {
    artifact,
    stores,
    signature: signatureOf(artifact, hash('sha256', JSON.stringify(facts)), contents),
    weight,
    without,
  };
}

/** The files of a store, by domain and path; one that matches several places comes once. */
function storeEntries({ places }: StorePattern, backup: Backup): readonly BackupEntry[] {
  const found = new Map<string, BackupEntry>();
  for (const { domain, path } of places) {
    for (const entry of backup.manifest.match(domain, path)) if (entry.kind === 'file') found.set(entry.fileID, entry);
  }
  const entries = [...found.values()];
  return places.length === 1 ? entries : entries.toSorted(byPlace);
}

function byPlace(a: BackupEntry, b: BackupEntry): number {
  return Buffer.compare(Buffer.from(`${a.domain}\0${a.relativePath}`), Buffer.from(`${b.domain}\0${b.relativePath}`));
}

/** The files that records are made of where no store can be opened. */
export function looseEntries({ looseFiles }: ArtifactDefinition, backup: Backup): readonly BackupEntry[] {
  if (looseFiles === undefined) return [];
  const entries = looseFiles.paths.flatMap((path) => [...backup.manifest.match(looseFiles.domain, path)]);
  return entries.filter(({ kind }) => kind === 'file');
}

/**
 * A signature has two halves: one of the artifact's stores, and one of the backup as it lies there. Either one is enough
 * to tell that rows are still right: the first when other files of the backup changed, the second without opening it.
 */
function signatureOf(artifact: ArtifactDefinition, stores: string, contents: string | null): string {
  return contents === null ? stores : `${stores}/${wholeSignature(artifact, contents)}`;
}

function wholeSignature(artifact: ArtifactDefinition, contents: string): string {
  return hash('sha256', JSON.stringify([...definitionFacts(artifact), contents]));
}

/** True when rows with the signature `current` are what a plan would give. */
export function isUnchanged({ signature }: ArtifactPlan, current: string | undefined): boolean {
  return current !== undefined && current.split('/')[0] === signature.split('/')[0];
}

/** The same before the backup is opened; false says nothing. */
export function isUntouched(artifact: ArtifactDefinition, contents: string, current: string | undefined): boolean {
  return current?.split('/')[1] === wholeSignature(artifact, contents);
}

/** Raised when what is recorded of every artifact changes: 2, a digest for each source file. */
const RECORD_VERSION = 2;

const definitionFacts = ({ id, version, tables }: ArtifactDefinition): unknown[] => [
  RECORD_VERSION,
  id,
  version,
  tables,
];

function missing(artifact: ArtifactDefinition, backup: Backup): NonNullable<ArtifactPlan['without']> {
  return artifact.needs === 'encrypted' && !backup.folder.encrypted
    ? { outcome: 'needs-encrypted-backup', reason: 'iOS puts this only into encrypted backups, and this one is not.' }
    : { outcome: 'absent', reason: artifact.absent };
}

function entryFacts(entry: BackupEntry, backup: Backup): unknown[] {
  return [
    entry.fileID,
    entry.sizeHint,
    entry.modifiedAt,
    entry.changedAt,
    entry.wrappedKey === null ? null : Buffer.from(entry.wrappedKey).toString('base64'),
    entry.digest === null ? null : Buffer.from(entry.digest).toString('base64'),
    backup.hasPayload(entry),
  ];
}
