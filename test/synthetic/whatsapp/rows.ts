import { DatabaseSync } from 'node:sqlite';
import { type Row, RowWriter } from '../../../src/synthetic/encoders/row-writer.ts';
import {
  createWhatsappTables,
  type WhatsappGeneration,
  type WhatsappStore,
} from '../../../src/synthetic/whatsapp/schema.ts';

/** An in-memory store with these rows by table, for cases that a complete backup does not contain. */
export function whatsappStoreOf(
  store: WhatsappStore,
  tables: Readonly<Record<string, readonly Row[]>>,
  generation: WhatsappGeneration = 'lid',
): DatabaseSync {
  const db = new DatabaseSync(':memory:');
  createWhatsappTables(db, store, generation);
  for (const [table, rows] of Object.entries(tables)) {
    const writer = new RowWriter(db, table);
    for (const row of rows) writer.insert(row);
  }
  return db;
}
