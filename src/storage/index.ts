export { BatchBuilder, type BatchBuilderOptions } from './bulk/batch-builder.ts';
export { type BulkWriter, openBulkWriter } from './bulk/bulk-writer.ts';
export type { CoreDatabase, Database } from './database.ts';
export type {
  BackupRecord,
  BackupRegistry,
  BackupStatus,
  RefreshResult,
  ScannedRoot,
} from './repositories/backup-registry.ts';
export type { FoundBackup, FoundDevice } from './repositories/found-backup.ts';
export type {
  ArtifactResult,
  BackupScope,
  CurrentArtifactRun,
  IndexRun,
  IndexRunState,
  IndexRuns,
  WriteTarget,
} from './repositories/index-runs.ts';
export type { Ledger, LedgerLine } from './repositories/ledger.ts';
export type { SourceFiles } from './repositories/source-files.ts';
export type { ParsedQuery, QueryTerm } from './search/parsed-query.ts';
export { parseQuery } from './search/query.ts';
export type { SearchHit, SearchIndex, SearchPage, SearchRequest } from './search/search-index.ts';
export { type MigrationReport, openStore, type PurgeOptions, type PurgeReport, type Store, type StoreOptions } from './store.ts';
