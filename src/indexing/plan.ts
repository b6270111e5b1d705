import { hash } from 'node:crypto';
import type { ArtifactDefinition, StorePattern } from '../artifacts/kit/artifact.ts';
import type { Backup, BackupEntry } from '../backup/types.ts';
import { msg, plain, type StoredMessage } from '../locales/messages.ts';
import type { LedgerEntry, Outcome } from '../model/outcome.ts';
import type { ArtifactEntries } from './match-stores.ts';
import { ownerRegion } from './region.ts';

/** The sources of an artifact, determined before anything is decrypted. */
export interface ArtifactPlan {
  readonly artifact: ArtifactDefinition;
  /** The manifest entries of each store. */
  readonly stores: ArtifactEntries;
  /** Equal for two runs that would produce equal rows; see {@link signatureOf}. */
  readonly signature: string;
  /** The signature if no file was looked for by name, so that it does not matter which other payloads are present. */
  readonly ownSignature: string;
  /** Total size of its stores in bytes, according to the manifest. */
  readonly weight: number;
  /** Outcome and reason if there is nothing to read, else null. Without a reason, the text of the artifact is shown. */
  readonly without: { readonly outcome: Outcome; readonly reason: StoredMessage | null } | null;
}

/** Facts about the whole backup that planning needs. */
export interface BackupFacts {
  /** Identifies the payloads present in the folder. */
  readonly payloads: string;
  /** See `contentsDigest`; null if it could not be computed. */
  readonly contents: string | null;
}

/**
 * Plans an artifact from the files of its `stores` and signs them. The signature covers the artifact's version and
 * columns, and for each store (and its `-wal` or `-journal`) everything that changes with its contents: the wrapped key (new at every
 * upload of an encrypted backup), digest, size and times, and size and time of the payload itself. It also covers the
 * country of the phone, and which payloads are present, as rows depend on that if they name files.
 */
export function planArtifact(
  artifact: ArtifactDefinition,
  stores: ArtifactEntries,
  backup: Backup,
  { payloads, contents }: BackupFacts,
): ArtifactPlan {
  const facts: unknown[] = [...definitionFacts(artifact), ownerRegion(backup.folder.device)];
  let without: ArtifactPlan['without'] = null;
  let weight = 0;
  for (const [name, pattern] of Object.entries<StorePattern>(artifact.stores)) {
    const entries = stores[name] ?? [];
    if (entries.length === 0 && !pattern.optional) without ??= missing(artifact, backup);
    for (const entry of entries) {
      weight += entry.sizeHint ?? 0;
      facts.push(entryFacts(entry, backup));
      for (const suffix of ['-wal', '-journal']) {
        const log = backup.manifest.find(entry.domain, entry.relativePath + suffix);
        if (log !== null) facts.push(entryFacts(log, backup));
      }
    }
  }
  if (!hasRecords(artifact, stores)) {
    const loose = looseKeys(artifact, backup).flatMap(({ fileID }) => backup.manifest.get(fileID) ?? []);
    without = loose.length > 0 ? null : missing(artifact, backup);
    facts.push(...loose.map((entry) => entryFacts(entry, backup)));
  }
  if (without !== null) facts.push(without.outcome);
  const own = hash('sha256', JSON.stringify(facts));
  const all = without === null ? hash('sha256', JSON.stringify([own, payloads])) : own;
  return {
    artifact,
    stores,
    signature: signatureOf(artifact, all, contents),
    ownSignature: signatureOf(artifact, own, contents),
    weight,
    without,
  };
}

/** The plan of an artifact that was not chosen: it has no rows, and a signature that no reading has. */
export function planNothing(artifact: ArtifactDefinition): ArtifactPlan {
  const without = { outcome: 'not-chosen', reason: msg('ledger.not-chosen') } as const;
  return { artifact, stores: {}, signature: 'not-chosen', ownSignature: 'not-chosen', weight: 0, without };
}

/** True if there is a store with its own records. */
function hasRecords(artifact: ArtifactDefinition, stores: ArtifactEntries): boolean {
  return Object.entries<StorePattern>(artifact.stores).some(
    ([name, { enriches }]) => !enriches && (stores[name]?.length ?? 0) > 0,
  );
}

/** The ledger line of an artifact with nothing to read; null for others. */
export async function ledgerWithout({ artifact, without }: ArtifactPlan): Promise<LedgerEntry | null> {
  if (without === null) return null;
  const { id, version } = artifact;
  const nothing = { found: null, parsed: 0, skipped: 0, notes: [], milliseconds: 0 };
  const reason = without.reason ?? (await absence(artifact));
  return { artifact: id, version, outcome: without.outcome, reason, ...nothing };
}

/** Loads the texts of all languages, which most runs after the first do without. */
async function absence(artifact: ArtifactDefinition): Promise<StoredMessage> {
  const { absentTexts } = await import('../artifacts/texts.ts');
  return plain(absentTexts(artifact));
}

/** The files from which records are made if no store can be opened. */
export function looseKeys({ looseFiles }: ArtifactDefinition, { manifest }: Backup) {
  if (looseFiles === undefined) return [];
  const keys = looseFiles.paths.flatMap((path) => [...manifest.matchKeys(looseFiles.domain, path)]);
  return keys.filter(({ kind }) => kind === 'file');
}

/**
 * A signature has two halves: one for the artifact's stores, one for the backup folder as it is on disk. Either is
 * enough to prove that rows are up to date: the first if other files of the backup changed, the second without opening
 * the backup.
 */
function signatureOf(artifact: ArtifactDefinition, stores: string, contents: string | null): string {
  return contents === null ? stores : `${stores}/${wholeSignature(artifact, contents)}`;
}

function wholeSignature(artifact: ArtifactDefinition, contents: string): string {
  return hash('sha256', JSON.stringify([...definitionFacts(artifact), contents]));
}

/** True if rows with the signature `current` equal those that the plan would produce. */
export function isUnchanged(plan: ArtifactPlan, current: string | undefined): boolean {
  return equalStores(plan.signature, current) || equalStores(plan.ownSignature, current);
}

/** The signature to store: that of the kept rows if those of `current` are unchanged, otherwise that of newly read rows. */
export function signatureAfter({ signature, ownSignature }: ArtifactPlan, current: string | undefined): string {
  return equalStores(ownSignature, current) ? ownSignature : signature;
}

function equalStores(signature: string, current: string | undefined): boolean {
  return current?.split('/')[0] === signature.split('/')[0];
}

/** The same check before the backup is opened; false means unknown. */
export function isFolderUnchanged(
  artifact: ArtifactDefinition,
  contents: string,
  current: string | undefined,
): boolean {
  return current?.split('/')[1] === wholeSignature(artifact, contents);
}

/** Increased when the recorded data of every artifact changes. 2: a digest for each source file; 3: numbers of declared
 * records. */
const RECORD_VERSION = 3;

/** Equal for two versions of an artifact that give equal rows for equal stores. */
export function definitionKey(artifact: ArtifactDefinition): string {
  return JSON.stringify(definitionFacts(artifact));
}

const definitionFacts = ({ id, version, tables }: ArtifactDefinition): unknown[] => [
  RECORD_VERSION,
  id,
  version,
  Object.entries(tables).map(([name, { primaryKey, columns }]) => [
    name,
    primaryKey,
    Object.entries(columns).map(([column, { kind }]) => [column, kind]),
  ]),
];

/** The first iOS whose encrypted backups have more than others besides usable keychain items (docs/format/backup.md). */
const FIRST_WITH_MORE = 8;

/** True if an encrypted backup could have what this one has not. Unknown releases are taken for recent ones. */
function couldHaveMore({ encrypted, device }: Backup['folder']): boolean {
  const major = Number.parseInt(device.productVersion ?? '', 10);
  return !encrypted && !(major < FIRST_WITH_MORE);
}

function missing(artifact: ArtifactDefinition, backup: Backup): NonNullable<ArtifactPlan['without']> {
  return artifact.needs === 'encrypted' && couldHaveMore(backup.folder)
    ? { outcome: 'needs-encrypted-backup', reason: msg('ledger.encrypted-only') }
    : { outcome: 'absent', reason: backup.manifest.isDamaged ? msg('ledger.list-damaged-absent') : null };
}

function entryFacts(entry: BackupEntry, backup: Backup): unknown[] {
  return [
    entry.fileID,
    entry.sizeHint,
    entry.modifiedAt,
    entry.changedAt,
    entry.wrappedKey === null ? null : Buffer.from(entry.wrappedKey).toString('base64'),
    entry.digest === null ? null : Buffer.from(entry.digest).toString('base64'),
    backup.payloadStamp(entry),
  ];
}
