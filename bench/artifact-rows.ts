import { type ArtifactTables, artifactTables } from '../src/artifacts/registry.ts';
import type { RowOf } from '../src/model/columns.ts';
import type { BackupId } from '../src/model/ids.ts';
import { BatchBuilder, type BatchBuilderOptions, openBulkWriter, type Store } from '../src/storage/index.ts';

/** Contents of the index of one artifact. */
export interface SyntheticArtifact {
  readonly backup: BackupId;
  readonly artifact: string;
  /** Number of records. */
  readonly count: number;
  readonly searchTypes?: BatchBuilderOptions<ArtifactTables>['searchTypes'];
  /** Adds the rows of a record; called for 1 to `count`. */
  readonly add: (builder: BatchBuilder<ArtifactTables>, record: number) => void;
}

/** A row with the given columns; all others are null. */
export function rowOf<K extends keyof ArtifactTables>(
  table: K,
  values: Partial<RowOf<ArtifactTables[K]>>,
): RowOf<ArtifactTables[K]> {
  const columns = Object.keys(artifactTables[table].columns).map((column) => [column, null]);
  return { ...Object.fromEntries(columns), ...values } as RowOf<ArtifactTables[K]>;
}

/** Writes rows with the real bulk writer and makes them the current ones of an artifact. */
export async function indexSynthetic(
  store: Store<ArtifactTables>,
  dsn: string,
  { backup, artifact, count, searchTypes = {}, add }: SyntheticArtifact,
): Promise<void> {
  const run = await store.runs.acquire(backup, { owner: 'bench' });
  const target = await store.runs.startArtifactRun(run.id, { id: artifact, version: 1 });
  const writer = await openBulkWriter({ dsn, tables: artifactTables });
  const builder = new BatchBuilder({ target, tables: artifactTables, searchTypes });
  for (let record = 1; record <= count; record++) {
    add(builder, record);
    if (builder.full) await writer.write(builder.take());
  }
  await writer.write(builder.take());
  await writer.close();
  const counts = { found: count, parsed: count, skipped: 0, notes: [], milliseconds: 0 };
  await store.runs.finishArtifactRun(target, {
    entry: { artifact, version: 1, outcome: 'indexed', reason: null, ...counts },
    signature: 'bench',
    sources: [],
  });
  await store.runs.finish(run.id);
}
