import type { FieldDef } from 'pg';
import { plain } from '../../../locales/messages.ts';
import { DomainError } from '../../../model/errors.ts';
import { rowName } from '../../camel-case.ts';
import type { MappedKind } from '../../column-kinds.ts';
import type { ResultField, StoredValue } from '../row-mapping.ts';

/** Whether rows have the names and types of our queries, or those of SQL (for migrations and introspection). */
export type Naming = 'mapped' | 'raw';

/** A row as returned by the driver. */
export type StoredRow = StoredValue[];

/** Oids of the types in our results (`pg_type.dat` of PostgreSQL; they never change). */
const BOOL = 16;
const BYTEA = 17;
const INT8 = 20;
const INT2 = 21;
const INT4 = 23;
const OID = 26;
const FLOAT4 = 700;
const FLOAT8 = 701;
const VARCHAR = 1043;
const NUMERIC = 1700;

/**
 * The fields of a result. Booleans and json are recognised by their unique column types. Expressions yield numbers and
 * text, as in SQLite.
 */
export function resultFields(fields: readonly FieldDef[], naming: Naming): ResultField[] {
  return fields.map(({ name, tableID, dataTypeID }) => {
    if (naming === 'raw') return { name, kind: undefined };
    return { name: rowName(name), kind: tableID === 0 ? undefined : kindOf(dataTypeID) };
  });
}

function kindOf(type: number): MappedKind | undefined {
  if (type === INT2) return 'boolean';
  return type === VARCHAR ? 'json' : undefined;
}

/**
 * The parser for a value's text by the oid of its type: numbers for all numeric types, 0 and 1 for boolean expressions.
 */
export function parserFor(type: number): (text: string) => StoredValue {
  switch (type) {
    case INT8:
      return safeInteger;
    case BOOL:
      return (text) => (text === 't' ? 1 : 0);
    case INT2:
    case INT4:
    case OID:
    case FLOAT4:
    case FLOAT8:
    case NUMERIC:
      return Number;
    case BYTEA:
      return (text) => Buffer.from(text.slice(2), 'hex');
    default:
      return (text) => text;
  }
}

/** @throws INTERNAL for a number that JavaScript cannot represent exactly */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new DomainError('INTERNAL', plain('A number in the database is too large.'));
  return value;
}
