import type { RecordSourceView, SourceRowView } from '../../contract/tables.ts';
import type { SourceRow } from '../../model/columns.ts';
import { FOLDER_DOMAIN } from '../../model/folder-domain.ts';
import type { BackupId } from '../../model/ids.ts';
import { type SourceFile, walStore } from '../../model/outcome.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { findTable } from './find-table.ts';
import { findTableRow } from './row-lookup.ts';
import { sourceFileView } from './source-file-view.ts';

/** Maximum number of source rows of a record: a person may have several cards, a conversation several chats. */
const MAX_SOURCE_ROWS = 50;

/**
 * The source of a record, without the raw rows, which are not in the index.
 * @throws BACKUP_NOT_FOUND, NOT_FOUND (no such table or record)
 */
export async function getRecordSource(
  ctx: ViewContext,
  backup: BackupId,
  table: string,
  key: string,
): Promise<RecordSourceView> {
  const found = findTable(table);
  const scope = await scopeOf(ctx, backup);
  const row = await findTableRow(ctx, scope, found, key);
  const [sources, runs] = await Promise.all([
    ctx.store.sources.list(backup, found.artifact),
    ctx.store.runs.currentArtifactRuns(backup),
  ]);
  const wanted = found.definition.sourceRows?.(row) ?? [];
  return {
    backup,
    artifact: found.artifact,
    title: ctx.titleOf(found.artifact),
    version: runs.find(({ artifact }) => artifact === found.artifact)?.version ?? 0,
    table,
    key,
    rows: wanted.slice(0, MAX_SOURCE_ROWS).flatMap((source) => sourceRowView(source, sources, backup) ?? []),
    files: sources.map(sourceFileView),
  };
}

/** Citation of a source row; null if the file is ambiguous. */
export function sourceRowView(row: SourceRow, sources: readonly SourceFile[], backup: BackupId): SourceRowView | null {
  const file = citedFile(row, sources);
  if (file === null) return null;
  const wal = sources.find(
    ({ store, domain, relativePath }) =>
      store === walStore(row.store) &&
      domain === file.domain &&
      ['-wal', '-journal'].some((suffix) => relativePath === file.relativePath + suffix),
  );
  const { tables, where } = row;
  const place = Object.entries(where).map(([column, value]) => `${column} ${value}`);
  const inFile = tables.length === 0 ? [] : [`table ${tables.join(' or ')}`, ...place];
  return {
    file,
    wal: wal === undefined ? null : sourceFileView(wal),
    tables: [...tables],
    where: { ...where },
    citation: [
      `Backup ${backup}`,
      fileCitation(file),
      ...(wal === undefined ? [] : [`with ${fileCitation(wal)}`]),
      ...inFile,
    ].join(', '),
    raw: null,
  };
}

function fileCitation({ domain, relativePath, fileID, sha256 }: SourceRowView['file']): string {
  const id = domain === FOLDER_DOMAIN ? [] : [`fileID ${fileID}`];
  const facts = [...id, ...(sha256 === null ? [] : [`SHA-256 ${sha256}`])];
  return `${domain} ${relativePath} (${facts.join(', ')})`;
}

function citedFile({ store, isIn, file }: SourceRow, sources: readonly SourceFile[]): SourceRowView['file'] | null {
  if (file !== undefined) {
    const read = sources.find(({ fileID }) => fileID === file.fileID);
    return read === undefined ? { store, ...file, sha256: null } : sourceFileView(read);
  }
  const [only, another] = sources.filter((each) => each.store === store && (isIn?.(each) ?? true));
  return only === undefined || another !== undefined ? null : sourceFileView(only);
}
