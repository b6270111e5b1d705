export type { Batch } from './bulk/batch.ts';
export { BatchBuilder, type BatchBuilderOptions } from './bulk/batch-builder.ts';
export { type BulkWriter, openBulkWriter, type WriteResult } from './bulk/bulk-writer.ts';
export type { CoreDatabase, Database } from './database.ts';
export { sqliteFile } from './dsn.ts';
export type { MigrationReport } from './migrate.ts';
export type {
  BackupRecord,
  BackupRegistry,
  BackupStatus,
  RefreshResult,
  ScannedRoot,
} from './repositories/backup-registry.ts';
export type { FoundBackup, FoundDevice } from './repositories/found-backup.ts';
export type { PurgeOptions, PurgeReport } from './repositories/index-deletion.ts';
export type { IndexRuns } from './repositories/index-runs.ts';
export type { Ledger, LedgerLine } from './repositories/ledger.ts';
export type {
  ArtifactResult,
  BackupScope,
  CurrentArtifactRun,
  IndexRun,
  IndexRunState,
  WriteTarget,
} from './repositories/run-types.ts';
export type { SourceFiles } from './repositories/source-files.ts';
export type { ParsedQuery, QueryTerm } from './search/parsed-query.ts';
export { parseQuery } from './search/query.ts';
export type { SearchHit, SearchIndex, SearchPage, SearchRequest } from './search/search-index.ts';
export { openStore, type Store, type StoreOptions } from './store.ts';
