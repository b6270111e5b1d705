export type { Batch } from './bulk/batch.ts';
export { BatchBuilder, type BatchBuilderOptions } from './bulk/batch-builder.ts';
export type { BulkWriter, WriteResult } from './bulk/bulk-writer.ts';
export { openBulkWriter } from './bulk/open-bulk-writer.ts';
export { type AnyRow, dsnOf, IndexCopy } from './copy/index-copy.ts';
export type { BackupStatus, CoreDatabase, Database } from './database.ts';
export { dataFolder, parseDsn, sqliteFile } from './dsn.ts';
export type { ArrayQuery } from './engines/row-mapping.ts';
export { fileOwner } from './engines/sqlite/file-owner.ts';
export { Interruptions } from './interruptions.ts';
export type { MigrationReport } from './migrate.ts';
export { refuseNewer } from './newer.ts';
export type { PostgresAddress } from './postgres-dsn.ts';
export { probePostgres } from './probe.ts';
export { type RepeatedValueOf, repeatedValues, type StoredForm, storedForm } from './repeated-reading.ts';
export type { BackupDomains, DomainBytes } from './repositories/backup-domains.ts';
export type {
  BackupRecord,
  BackupRegistry,
  RefreshResult,
  ScannedRoot,
} from './repositories/backup-registry.ts';
export type { PurgeOptions, PurgeReport } from './repositories/index-deletion.ts';
export type { IndexPieces } from './repositories/index-pieces.ts';
export type { IndexRuns } from './repositories/index-runs.ts';
export type { Ledger, LedgerLine } from './repositories/ledger.ts';
export type {
  Claim,
  ClaimedPiece,
  EarlierReading,
  KeptRows,
  PartialRows,
  PieceRecord,
  PieceResult,
  PlannedPieces,
  PreviewResult,
  RemovedKey,
} from './repositories/piece-types.ts';
export type {
  ArtifactResult,
  BackupScope,
  CurrentArtifactRun,
  EarlyArtifact,
  IndexRun,
  IndexRunState,
  Preview,
  WriteTarget,
} from './repositories/run-types.ts';
export type { SavedSearch } from './repositories/saved-searches.ts';
export type { SourceFiles } from './repositories/source-files.ts';
export type { StoreCoverage, UnreadStores } from './repositories/unread-stores.ts';
export { localTimeSql, localTimes } from './search/local-time.ts';
export { matchText } from './search/matching.ts';
export type { ParsedQuery, QueryTerm } from './search/parsed-query.ts';
export { parseQuery } from './search/query.ts';
export { searchRanges } from './search/render.ts';
export type {
  ConversationReference,
  RecordReference,
  SearchHit,
  SearchPage,
  SearchRequest,
  SearchSample,
} from './search/search-request.ts';
export { parseTimeOfDay } from './search/time-of-day.ts';
export { openSnapshot, openStore, type ReadStore, type SnapshotStore, type Store, type StoreOptions } from './store.ts';
