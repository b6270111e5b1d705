import { type Kysely, sql } from 'kysely';
import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';

/** Columns with one sentence. */
const SENTENCES = [
  ['artifact_runs', 'reason'],
  ['index_runs', 'reason'],
  ['backups', 'stale_reason'],
  ['backups', 'last_run_reason'],
] as const;

/** Sentences become codes with parameters; those of earlier versions stay as they are, with the code `plain`. */
export function messageCodes(ddl: Ddl): Migration {
  return {
    // oxlint-disable-next-line typescript/no-explicit-any -- the signature is Kysely's
    async up(db: Kysely<any>): Promise<void> {
      for (const [table, column] of SENTENCES) {
        if (ddl.columnType('json') !== ddl.columnType('text')) {
          await db.schema
            .alterTable(table)
            .alterColumn(column, (to) => to.setDataType(sql.raw(ddl.columnType('json'))))
            .execute();
        }
        await rewrite(db, table, column, sentence);
      }
      await rewrite(db, 'backups', 'remarks', (text) => (JSON.parse(text) as unknown[]).map(sentence));
      await rewrite(db, 'artifact_runs', 'notes', (text) => counted(JSON.parse(text)));
      await rewrite(db, 'index_pieces', 'result', (text) => pieceResult(JSON.parse(text)));
    },
  };
}

const sentence = (text: unknown) => ({ code: 'plain', params: { text: String(text) } });

const counted = (notes: object) => Object.entries(notes).map(([name, count]) => ({ ...sentence(name), count }));

/** Result of a piece, for runs in progress while the program is updated. */
function pieceResult(result: unknown): unknown {
  const { ledger } = result as { ledger?: { reason: string | null; notes: object } };
  if (ledger === undefined) return result;
  const { reason, notes } = ledger;
  return {
    ...(result as object),
    ledger: { ...ledger, reason: reason === null ? null : sentence(reason), notes: counted(notes) },
  };
}

async function rewrite(
  db: Kysely<Record<string, Record<string, unknown>>>,
  table: string,
  column: string,
  convert: (text: string) => unknown,
): Promise<void> {
  const rows = await db.selectFrom(table).select(['id', column]).where(column, 'is not', null).execute();
  for (const row of rows) {
    await db
      .updateTable(table)
      .set({ [column]: JSON.stringify(convert(row[column] as string)) })
      .where('id', '=', row['id'])
      .execute();
  }
}
