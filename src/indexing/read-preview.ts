import { ALL_COPIED, type ArtifactDefinition, type CopyNewest, type StorePlace } from '../artifacts/kit/artifact.ts';
import type { PreviewPlaces } from '../artifacts/kit/preview-places.ts';
import { byPlace } from '../backup/manifest/entry-order.ts';
import { Excerpt } from '../backup/source-database/excerpt.ts';
import type { Backup, BackupEntry, Manifest, SourceDatabase } from '../backup/types.ts';
import { msg } from '../locales/messages.ts';
import type { PreviewResult } from '../storage/index.ts';
import type { ArtifactEntries } from './match-stores.ts';
import type { ArtifactPlan } from './plan.ts';
import { readArtifact, WHOLE } from './reading/read-artifact.ts';
import type { RecordSink } from './record-sink.ts';

/** Time for reading a store in place, in milliseconds; it takes some hundred. */
const MAX_READING_MS = 10_000;

/** Outcomes with which a preview is shown. */
const SHOWN = new Set(['indexed', 'partial']);

/** What a preview needs to know of its backup. */
export interface PreviewInput {
  /** ISO country of the phone's owner; null if unknown. */
  readonly region: string | null;
  /** The files that {@link findPreviewStores} has found. */
  readonly stores: ArtifactEntries;
}

/**
 * Reads the newest records of an artifact into `sink`, with the reader that reads all of them, from excerpts of its
 * stores. `backup` should be open in place, so that nothing is decrypted but the pages that are needed. Returns null if
 * there is nothing to show or it cannot be read: the complete reading reports why.
 */
export async function readPreview(
  artifact: ArtifactDefinition,
  backup: Backup,
  { region, stores: found }: PreviewInput,
  sink: RecordSink,
): Promise<PreviewResult | null> {
  const stores = Object.fromEntries(Object.keys(artifact.stores).map((name) => [name, found[name] ?? []]));
  // Pictures that no library lists are found by a list of all files.
  const { looseFiles: _all, ...listed } = artifact;
  const plan: ArtifactPlan = { artifact: listed, stores, signature: '', ownSignature: '', weight: 0, without: null };
  const excerpts = new ExcerptBackup(artifact, stores, backup);
  try {
    const options = { region, slice: WHOLE, isExcerpt: true };
    const { ledger } = await readArtifact(plan, excerpts.backup, options, sink);
    if (!SHOWN.has(ledger.outcome) || excerpts.hasFailed) return null;
    if (!excerpts.isPartial) return { ledger, backTo: null };
    const { backTo } = excerpts;
    return { ledger: { ...ledger, outcome: 'partial', reason: msg('ledger.preview'), found: null }, backTo };
  } finally {
    excerpts.close();
  }
}

/** The files of the stores that a preview reads, by key; null if they cannot be found or there are no records in them. */
export function findPreviewStores(stores: PreviewPlaces, manifest: Pick<Manifest, 'located'>): ArtifactEntries | null {
  const found: Record<string, BackupEntry[]> = {};
  let hasRecords = false;
  for (const [name, { places, usual, enriches }] of Object.entries(stores)) {
    const entries = filesAt(usual ?? places, manifest);
    if (entries === null) return null;
    // Where they are usually not, they must be nowhere: files somewhere else would give other rows.
    const isElsewhere = usual !== null && entries.length === 0 && !enriches;
    if (isElsewhere && filesAt(places, manifest)?.length !== 0) return null;
    if (entries.length > 0 && !enriches) hasRecords = true;
    found[name] = entries;
  }
  return hasRecords ? found : null;
}

/** The files at these places; null if that takes a list of all files. */
function filesAt(places: readonly StorePlace[], manifest: Pick<Manifest, 'located'>): BackupEntry[] | null {
  const found = new Map<string, BackupEntry>();
  for (const { domain, path } of places) {
    const entries = manifest.located(domain, path);
    if (entries === null) return null;
    for (const entry of entries) if (entry.kind === 'file') found.set(entry.fileID, entry);
  }
  return [...found.values()].toSorted(byPlace);
}

/** A backup whose databases are excerpts. */
class ExcerptBackup {
  readonly backup: Backup;
  backTo: number | null = null;
  /** True if a store was not copied as a whole. */
  isPartial = false;
  /** True if a store could not be copied: the others alone would give other rows. */
  hasFailed = false;
  readonly #copied: Excerpt[] = [];

  constructor(artifact: ArtifactDefinition, stores: ArtifactEntries, backup: Backup) {
    const copies = new Map<string, CopyNewest>();
    for (const [name, entries] of Object.entries(stores)) {
      const copy = artifact.preview?.stores[name];
      if (copy === undefined || copy === 'whole') continue;
      for (const { fileID } of entries) copies.set(fileID, copy);
    }
    this.backup = {
      folder: backup.folder,
      manifest: backup.manifest,
      open: (entry) => backup.open(entry),
      readWhole: (entry, maxBytes) => backup.readWhole(entry, maxBytes),
      readFile: (entry, maxBytes) => backup.readFile(entry, maxBytes),
      readPart: (entry, position, length) => backup.readPart(entry, position, length),
      locate: (entry) => backup.locate(entry),
      folderFile: (name) => backup.folderFile(name),
      hasPayload: (entry) => backup.hasPayload(entry),
      isUnsafe: (entry) => backup.isUnsafe(entry),
      payloadStamp: (entry) => backup.payloadStamp(entry),
      openDatabase: async (entry) => {
        const copy = copies.get(entry.fileID);
        if (copy === undefined) return limited(await backup.openDatabase(entry));
        try {
          return this.#open(limited(await backup.openDatabase(entry, { inPlace: true })), copy);
        } catch (error) {
          this.hasFailed = true;
          throw error;
        }
      },
      copyAhead: async () => false,
      close: () => backup.close(),
    };
  }

  close(): void {
    for (const { db } of this.#copied) if (db.isOpen) db.close();
  }

  #open(source: SourceDatabase, copy: CopyNewest): SourceDatabase {
    try {
      const excerpt = new Excerpt(source.db);
      this.#copied.push(excerpt);
      const backTo = copy(excerpt);
      excerpt.seal();
      if (backTo === ALL_COPIED) return { ...source, db: excerpt.db };
      this.isPartial = true;
      this.backTo = backTo === null ? this.backTo : Math.max(backTo, this.backTo ?? backTo);
      return { ...source, db: excerpt.db };
    } finally {
      source.close();
    }
  }
}

/** A database that is not read for long. Previews cite nothing, because the digest of a file takes reading all of it. */
function limited(source: SourceDatabase): SourceDatabase {
  source.db.limitTime?.(MAX_READING_MS);
  return { ...source, sha256: () => Promise.resolve('') };
}
