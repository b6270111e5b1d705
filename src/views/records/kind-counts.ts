import { kinds } from '../../artifacts/kinds.ts';
import type { KindCountView } from '../../contract/kinds.ts';
import type { BackupId } from '../../model/ids.ts';
import { reasonFields } from '../reasons.ts';
import { scopeOf } from '../scope.ts';
import type { ViewContext } from '../types.ts';
import { setAsideCounts, tableCounts } from './table-counts.ts';

/** Number of records of each kind, or why there are none, in the order of the kinds. @throws BACKUP_NOT_FOUND */
export async function listKindCounts(
  ctx: ViewContext,
  backup: BackupId,
): Promise<{ readonly items: readonly KindCountView[]; readonly next: null }> {
  const scope = await scopeOf(ctx, backup);
  const [lines, counts, setAside] = await Promise.all([
    ctx.store.ledger.latest(backup),
    tableCounts(ctx, scope),
    setAsideCounts(ctx, scope),
  ]);
  const ledger = new Map(lines.map((line) => [line.artifact, line]));
  return {
    items: kinds.map(({ id, artifact, table }) => ({
      kind: id,
      count: counts.get(table) ?? null,
      setAside: setAside.get(id) ?? 0,
      outcome: ledger.get(artifact)?.outcome ?? null,
      ...reasonFields(ledger.get(artifact)),
    })),
    next: null,
  };
}
