import type { ExportRequest } from '../contract/export.ts';
import type { BackupId } from '../model/ids.ts';
import type { ExportContext, ExportFile, ExportJob } from './types.ts';

/** One thing that can be exported, in some formats. */
export interface Exporter {
  /** What a request calls it: `contacts`, or the id of a kind of record. */
  readonly what: string;
  readonly formats: readonly string[];
  /** Artifacts that it is made from: their lines of the ledger are part of the export. Null for all. */
  readonly artifacts: readonly string[] | null;
  /** Formats with a file for each key: a single key gives a single file. */
  readonly filePerKey?: readonly string[];
  /** Formats in which every record is a file in a folder, whatever is asked for. */
  readonly filePerRecord?: readonly string[];
  /** Name of the download where it is not `what`. */
  name?(request: ExportRequest): string;
  /** Refuses what cannot be exported before anything is written. @throws NOT_FOUND, BAD_REQUEST */
  check?(ctx: ExportContext, backup: BackupId, request: ExportRequest): Promise<void>;
  /** Makes the files. */
  files(job: ExportJob): AsyncGenerator<ExportFile, void, undefined>;
}
