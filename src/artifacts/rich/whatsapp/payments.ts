import type { SqlDatabase } from '../../../backup/source-database/sql.ts';
import { asInteger, asNumber, type Lost, SourceTable } from '../../kit/source-table.ts';
import { GuidFilter } from '../messages/guid-filter.ts';
import type { Payment } from './json-types.ts';
import type { Names } from './names.ts';
import { asAppleTime, asTrimmed, textColumn } from './values.ts';

/** Maximum number of payments. */
const MAX_PAYMENTS = 200_000;

/** `ZAMOUNT_1000` counts thousandths. */
const THOUSANDTHS = 1000;

/** Payments (`ZWAZ1PAYMENTTRANSACTION`), by the stanza id of their message. */
export class Payments {
  readonly #byStanza = new Map<string, Payment>();
  /** Most messages have none. */
  readonly #filter = new GuidFilter();

  constructor(db: SqlDatabase, names: Names, lost: Lost) {
    const table = new SourceTable(db, 'ZWAZ1PAYMENTTRANSACTION', lost);
    if (!table.has('ZMESSAGESTANZAID')) return;
    const expressions = {
      stanzaId: textColumn(table, 'ZMESSAGESTANZAID'),
      amount: table.integer('ZAMOUNT_1000'),
      currency: textColumn(table, 'ZCURRENCY'),
      at: table.integer('ZTIMESTAMP'),
      sender: textColumn(table, 'ZSENDERJID'),
      receiver: textColumn(table, 'ZRECEIVERJID'),
      transactionId: textColumn(table, 'ZTRANSACTIONID'),
      bankTransactionId: textColumn(table, 'ZBANKTRANSACTIONID'),
      status: table.integer('ZSTATUS'),
      type: table.integer('ZTYPE'),
      error: textColumn(table, 'ZERRORCODE'),
    };
    for (const row of table.rows(expressions, `ORDER BY rowid LIMIT ${MAX_PAYMENTS}`)) {
      const stanzaId = asTrimmed(row.stanzaId);
      if (stanzaId === null) continue;
      const amount = asNumber(row.amount);
      // Of several the last one is the current state.
      this.#filter.add(stanzaId);
      this.#byStanza.set(stanzaId, {
        amount: amount === null ? null : amount / THOUSANDTHS,
        currency: asTrimmed(row.currency),
        at: asAppleTime(row.at),
        sender: names.personIn(asTrimmed(row.sender)),
        receiver: names.personIn(asTrimmed(row.receiver)),
        transactionId: asTrimmed(row.transactionId),
        bankTransactionId: asTrimmed(row.bankTransactionId),
        statusCode: asInteger(row.status),
        typeCode: asInteger(row.type),
        errorCode: asTrimmed(row.error),
      });
    }
  }

  /** The payment of a message; null for none. */
  of(stanzaId: string | null): Payment | null {
    if (stanzaId === null || !this.#filter.mayHold(stanzaId)) return null;
    return this.#byStanza.get(stanzaId) ?? null;
  }
}
