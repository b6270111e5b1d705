import { DatabaseSync, type SQLInputValue } from 'node:sqlite';
import {
  type DocumentContents,
  Embedded,
  type ExampleColumn,
  type ExampleContents,
  type ExampleValue,
} from '../../model/example.ts';
import { writeBinaryCookies } from '../encoders/binary-cookies-writer.ts';
import { writeBplist } from '../encoders/bplist-writer.ts';
import { writeDynamicLexicon } from '../encoders/dynamic-lexicon-writer.ts';
import { writeArchive } from '../encoders/keyed-archive-value.ts';
import type { PlistValue } from '../encoders/plist-value.ts';
import { writeXmlPlist } from '../encoders/xml-plist-writer.ts';

/** The bytes of a file of an example. */
export function exampleBytes(contents: ExampleContents): Uint8Array {
  if ('sql' in contents) return database((db) => contents.sql.forEach((statement) => db.exec(statement)));
  if ('tables' in contents) return database((db) => writeTables(db, contents.tables));
  if ('text' in contents) return Buffer.from(contents.text);
  if ('bytes' in contents) return contents.bytes;
  if ('cookies' in contents) return writeBinaryCookies(contents.cookies);
  if ('log' in contents) return Buffer.concat(contents.log.flatMap(lengthPrefixed));
  if ('words' in contents) return writeDynamicLexicon(contents.words);
  return documentBytes(contents);
}

/** A property list behind its length in four bytes, little-endian. */
function lengthPrefixed(value: ExampleValue): readonly Buffer[] {
  const plist = writeBplist(plistValue(value));
  const length = Buffer.alloc(4);
  length.writeUInt32LE(plist.length);
  return [length, plist];
}

function documentBytes(contents: DocumentContents): Buffer {
  if ('plist' in contents) return writeBplist(plistValue(contents.plist));
  if ('xml' in contents) return writeXmlPlist(plistValue(contents.xml));
  if ('archive' in contents) return writeArchive(plistValue(contents.archive));
  return Buffer.from(JSON.stringify(contents.json));
}

/** Converts a value; embedded documents become their bytes. */
function plistValue(value: ExampleValue): PlistValue {
  if (value instanceof Embedded) return documentBytes(value.contents);
  if (value instanceof Date || value instanceof Uint8Array || typeof value !== 'object') return value;
  if (Array.isArray(value)) return (value as readonly ExampleValue[]).map(plistValue);
  return Object.fromEntries(Object.entries(value).map(([key, each]) => [key, plistValue(each)]));
}

function database(build: (db: DatabaseSync) => void): Uint8Array {
  const db = new DatabaseSync(':memory:');
  try {
    build(db);
    return db.serialize();
  } finally {
    db.close();
  }
}

/** Names of columns that are the ROWID by convention. */
const ROWID = /^(?:ROWID|Z_PK|id)$/;

function writeTables(db: DatabaseSync, tables: Extract<ExampleContents, { readonly tables: unknown }>['tables']): void {
  for (const [table, rows] of Object.entries(tables)) {
    const names = [...new Set(rows.flatMap((row) => Object.keys(row)))];
    const columns = names.map((name) => `"${name}"${ROWID.test(name) ? ' INTEGER PRIMARY KEY' : ''}`);
    db.exec(`CREATE TABLE "${table}" (${columns.length === 0 ? 'nothing' : columns.join(', ')})`);
    for (const row of rows) {
      const own = Object.keys(row);
      const insert = `INSERT INTO "${table}" (${own.map((name) => `"${name}"`).join(', ')}) VALUES (${own.map(() => '?').join(', ')})`;
      db.prepare(insert).run(...own.map((name) => columnValue(row[name] ?? null)));
    }
  }
}

function columnValue(value: ExampleColumn): SQLInputValue {
  return value instanceof Embedded ? documentBytes(value.contents) : value;
}
