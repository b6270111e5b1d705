import type { SqlDatabase } from '../../../../backup/source-database/sql.ts';
import { type Lost, SourceTable } from '../../../kit/source-table.ts';
import { asTrimmed, textColumn } from '../values.ts';

/** The stanza ids of all payments. */
export function* paidStanzas(db: SqlDatabase, lost: Lost): Generator<string> {
  const table = new SourceTable(db, 'ZWAZ1PAYMENTTRANSACTION', lost);
  if (!table.has('ZMESSAGESTANZAID')) return;
  for (const { stanzaId } of table.rows({ stanzaId: textColumn(table, 'ZMESSAGESTANZAID') })) {
    const stanza = asTrimmed(stanzaId);
    if (stanza !== null) yield stanza;
  }
}
