import type { Page } from '../../contract/common.ts';
import type { TableView } from '../../contract/tables.ts';
import type { BackupId } from '../../model/ids.ts';
import { reasonFields } from '../reasons.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { columnViews } from './column-views.ts';
import { ARTIFACT_TABLES } from './find-table.ts';
import { tableCounts } from './table-counts.ts';

/** All tables of all artifacts, on one page. @throws BACKUP_NOT_FOUND */
export async function listTables(ctx: ViewContext, backup: BackupId): Promise<Page<TableView>> {
  const scope = await scopeOf(ctx, backup);
  const [lines, counts] = await Promise.all([ctx.store.ledger.latest(backup), tableCounts(ctx, scope)]);
  const ledger = new Map(lines.map((line) => [line.artifact, line]));
  return {
    items: ARTIFACT_TABLES.map((table) => ({
      name: table.name,
      artifact: table.artifact,
      title: ctx.titleOf(table.artifact),
      names: table.names,
      area: table.area,
      columns: columnViews(table.name, table.definition),
      rowCount: counts.get(table.name) ?? null,
      outcome: ledger.get(table.artifact)?.outcome ?? null,
      ...reasonFields(ledger.get(table.artifact)),
    })),
    next: null,
  };
}
