import { hash } from 'node:crypto';
import type { ArtifactDefinition, StorePattern } from '../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../backup/types.ts';
import { msg, plain, type StoredMessage } from '../locales/messages.ts';
import type { LedgerEntry, Outcome } from '../model/outcome.ts';
import type { ArtifactEntries } from './match-stores.ts';

/** What an artifact will be read from, decided before anything is decrypted. */
export interface ArtifactPlan {
  readonly artifact: ArtifactDefinition;
  /** The manifest entries of each store. */
  readonly stores: ArtifactEntries;
  /** Equal for two runs whose rows would be equal; see {@link signatureOf}. */
  readonly signature: string;
  /** Bytes of its stores as the manifest has them. */
  readonly weight: number;
  /** Set when there is nothing to read, with the reason. */
  readonly without: { readonly outcome: Outcome; readonly reason: StoredMessage } | null;
}

/** What is known of the whole backup when an artifact is planned. */
export interface BackupFacts {
  /** Which payloads are in the folder. */
  readonly payloads: string;
  /** See `contentsDigest`; null when it could not be made. */
  readonly contents: string | null;
}

/**
 * Plans an artifact from the files of its `stores` and signs them. The signature covers the artifact's version and
 * columns, and of each store (and its `-wal`) what changes when its contents do: the wrapped key (new at every upload
 * of an encrypted backup), the digest, size and times; and which payloads are in the folder, since rows tell of them.
 */
export function planArtifact(
  artifact: ArtifactDefinition,
  stores: ArtifactEntries,
  backup: Backup,
  { payloads, contents }: BackupFacts,
): ArtifactPlan {
  const facts: unknown[] = [...definitionFacts(artifact), payloads];
  let without: ArtifactPlan['without'] = null;
  let weight = 0;
  for (const [name, pattern] of Object.entries<StorePattern>(artifact.stores)) {
    const entries = stores[name] ?? [];
    if (entries.length === 0 && !pattern.optional) without ??= missing(artifact, backup);
    for (const entry of entries) {
      weight += entry.sizeHint ?? 0;
      facts.push(entryFacts(entry, backup));
      const wal = backup.manifest.find(entry.domain, `${entry.relativePath}-wal`);
      if (wal !== null) facts.push(entryFacts(wal, backup));
    }
  }
  if (!hasRecords(artifact, stores)) {
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

/** True when there is a store with records of its own. */
function hasRecords(artifact: ArtifactDefinition, stores: ArtifactEntries): boolean {
  return Object.entries<StorePattern>(artifact.stores).some(
    ([name, { enriches }]) => !enriches && (stores[name]?.length ?? 0) > 0,
  );
}

/** The ledger line of an artifact that has nothing to read; null for the others. */
export function ledgerWithout({ artifact: { id, version }, without }: ArtifactPlan): LedgerEntry | null {
  if (without === null) return null;
  const nothing = { found: null, parsed: 0, skipped: 0, notes: [], milliseconds: 0 };
  return { artifact: id, version, ...without, ...nothing };
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
    ? { outcome: 'needs-encrypted-backup', reason: msg('ledger.encrypted-only') }
    : { outcome: 'absent', reason: plain(artifact.absent) };
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
