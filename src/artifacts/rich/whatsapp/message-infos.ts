import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { msg } from '../../../locales/messages.ts';
import { isDomainError } from '../../../model/errors.ts';
import type { Note } from '../../kit/codes.ts';
import type { NamedRows } from '../../kit/named-rows.ts';
import { asBlob, type Lost, type Row, SourceTable } from '../../kit/source-table.ts';
import type { References } from './growth/references.ts';
import type { Person } from './json-types.ts';
import { type ReceiptInfo, readReceiptInfo } from './receipt-info.ts';
import { RelatedRows } from './related-rows.ts';

/** Maximum size of `ZRECEIPTINFO`, in bytes; a group of a thousand members needs about 50 KiB. */
const MAX_RECEIPT_INFO = 1024 * 1024;

/** A column of an info. */
export type InfoColumn = 'info' | 'isTooLarge';

/** Receipts, reactions and polls: rows of `ZWAMESSAGEINFO`, by message. */
export class MessageInfos {
  readonly #related: RelatedRows<InfoColumn>;
  readonly #person: (jid: string) => Person | null;
  readonly #note: Note;

  /** @param person finds the person with a JID */
  constructor(
    db: SqlDatabase,
    person: (jid: string) => Person | null,
    note: Note,
    lost: Lost,
    references: References | null = null,
  ) {
    this.#person = person;
    this.#note = note;
    const table = new SourceTable(db, 'ZWAMESSAGEINFO', lost);
    const expressions = {
      info: table.bounded('ZRECEIPTINFO', MAX_RECEIPT_INFO),
      isTooLarge: table.exceeds('ZRECEIPTINFO', MAX_RECEIPT_INFO),
    };
    this.#related = new RelatedRows(table, expressions, references);
  }

  /** The rows of all infos. */
  get rows(): NamedRows<InfoColumn> {
    return this.#related.rows;
  }

  /**
   * The info of a message, or null.
   * @param named Z_PK of the info in the message's row
   * @param joined its row
   */
  of(message: number, named: number | null, joined: Row<InfoColumn> | null): ReceiptInfo | null {
    for (const { row } of this.#related.rowsOf(message, named, joined)) {
      const blob = asBlob(row.info);
      if (row.isTooLarge === 1) this.#note(msg('note.unreadable-receipts'));
      if (blob === null || blob.length === 0) continue;
      let isWhole = true;
      try {
        return readReceiptInfo(blob, this.#person, () => {
          isWhole = false;
        });
      } catch (error) {
        if (!isDomainError(error)) throw error;
        isWhole = false;
      } finally {
        if (!isWhole) this.#note(msg('note.unreadable-receipts'));
      }
    }
    return null;
  }
}
