import type { ExtractContext, FileReference, Slice } from '../../artifacts/kit/artifact.ts';
import type { Backup, SourceDatabase } from '../../backup/types.ts';
import { msg } from '../../locales/messages.ts';
import { DomainError } from '../../model/errors.ts';
import type { LedgerEntry, SourceFile } from '../../model/outcome.ts';
import { findByAnyNormalForm } from '../find-by-any-normal-form.ts';
import type { ArtifactPlan } from '../plan.ts';
import type { RecordSink } from '../record-sink.ts';

import { FileStores } from './file-stores.ts';
import { counted, growthOf, sameRows } from './growth-recorder.ts';
import { LooseFiles } from './loose-files.ts';
import { openStores, sourceFile } from './open-stores.ts';
import type { ReadOptions } from './read-options.ts';
import { type Ending, endingOf, Tally } from './tally.ts';
/** Result of reading one artifact. */
export interface ArtifactResult {
  readonly ledger: LedgerEntry;
  readonly sources: readonly SourceFile[];
  /** See `PieceResult.readAgain`. */
  readonly readAgain: boolean;
  /** True if the result can depend on files other than its stores: one was looked for, or something failed. */
  readonly usesFiles: boolean;
  /** What the artifact remembers for its next reading. */
  readonly state: Uint8Array | null;
}

/** The slice of an artifact that is read as a whole. */
export const WHOLE: Slice = { index: 0, of: 1 };

/**
 * Reads one artifact: opens its stores, runs its generator into `sink` and sums up. Never throws because of the
 * backup's contents: a broken store results in the outcome `partial` (something was read) or `failed`.
 */
export async function readArtifact(
  plan: ArtifactPlan,
  backup: Backup,
  options: ReadOptions,
  sink: RecordSink,
): Promise<ArtifactResult> {
  const started = performance.now();
  const tally = new Tally();
  const sources: SourceFile[] = [];
  const opened: SourceDatabase[] = [];
  const growth = growthOf(plan, options, sink, tally);
  const same = sameRows(plan, options, sink);
  const into = same ?? sink;
  let ending: Ending | null = plan.without;
  if (ending === null) {
    try {
      const stores = await openStores(plan, backup, { opened, sources, tally, digests: growth !== null });
      const loose = new LooseFiles(plan, backup);
      const bytes = new FileStores(plan, backup, {
        onRead: (entry, store, size, sha256) => sources.push(sourceFile(plan, store, entry, { size, sha256 })),
        onFailure: (error) => tally.failed(error),
      });
      const inDatabases = opened.reduce((sum, { size }) => sum + size, 0);
      try {
        for (const record of plan.artifact.extract(
          context(stores, bytes, loose, backup, options, sink, tally, { growth, staying: counted(same, tally) }),
        )) {
          into.add(record);
          // A record takes more than one byte. A b-tree with circular pages yields rows endlessly.
          if (++tally.rows > inDatabases + loose.count + bytes.most)
            throw new DomainError('MALFORMED_DATABASE', msg('ledger.too-many-records'));
        }
      } finally {
        same?.removeOthers();
      }
    } catch (error) {
      tally.failed(error);
      // Some of the changes to kept rows are no index.
      ending = endingOf(error, tally.kept > 0 ? 0 : tally.rows);
      growth?.forget();
    } finally {
      for (const database of opened) database.close();
    }
  }
  const { outcome, reason } = knownToBe(ending === null ? tally.ending() : tally.explain(ending), backup);
  return {
    sources,
    readAgain: tally.readAgain,
    usesFiles: tally.usesFiles,
    state: growth?.state ?? same?.state() ?? null,
    ledger: {
      artifact: plan.artifact.id,
      version: plan.artifact.version,
      outcome,
      reason,
      found: tally.found,
      parsed: tally.parsed(),
      skipped: tally.lost,
      notes: tally.notes(),
      milliseconds: Math.round(performance.now() - started),
    },
  };
}

/** Nothing is known to be whole if the list of files is damaged. */
function knownToBe(ending: Ending, { manifest }: Backup): Ending {
  return ending.outcome === 'indexed' && manifest.isDamaged
    ? { outcome: 'partial', reason: msg('ledger.list-damaged') }
    : ending;
}

function context(
  stores: Record<string, readonly SourceDatabase[]>,
  bytes: FileStores,
  loose: LooseFiles,
  backup: Backup,
  { region, slice, isExcerpt = false }: ReadOptions,
  sink: RecordSink,
  tally: Tally,
  memories: Required<Pick<ExtractContext<string>, 'growth' | 'staying'>>,
): ExtractContext<string> {
  return {
    stores,
    files: bytes.stores,
    file: (domain, relativePath) => {
      tally.usesFiles = true;
      return bytes.file(domain, relativePath);
    },
    get looseFiles() {
      tally.usesFiles = true;
      return loose.files;
    },
    region,
    slice,
    isExcerpt,
    ...memories,
    fileAt(domain: string, relativePath: string): FileReference {
      tally.usesFiles = true;
      const entry = findByAnyNormalForm((path) => backup.manifest.findKey(domain, path), relativePath);
      if (entry === null) return { fileID: null, state: 'not-in-backup' };
      const present = entry.kind === 'directory' || backup.hasPayload(entry);
      return { fileID: entry.fileID, state: present ? 'present' : 'payload-missing' };
    },
    note: (note, count = 1) => tally.note(note, count),
    found: (count) => {
      tally.found = (tally.found ?? 0) + count;
    },
    lost: (reason, count = 1) => tally.lose(reason, count),
    progress: (fraction) => sink.progress(fraction),
  };
}
