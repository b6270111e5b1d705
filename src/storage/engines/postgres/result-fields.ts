import type { FieldDef } from 'pg';
import { DomainError } from '../../../model/errors.ts';
import { rowName } from '../../camel-case.ts';
import type { MappedKind } from '../../column-kinds.ts';
import type { ResultField, StoredValue } from '../row-mapping.ts';

/** Whether rows are named and typed as our queries want them, or as SQL has them: for migrations and introspection. */
export type Naming = 'mapped' | 'raw';

/** A row as the driver gives it. */
export type StoredRow = StoredValue[];

/** Oids of types that results of ours have (`pg_type.dat` of PostgreSQL; they never change). */
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
 * The fields of a result. Booleans and json are told by the types that only they have, in values that come from a column
 * as they are: expressions give what they give in SQLite, numbers and text.
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

/** How the text of a value becomes a value, by the oid of its type: numbers for every number, 0 and 1 for an expression that is a boolean. */
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

/** @throws INTERNAL: a number that JavaScript would change */
function safeInteger(text: string): number {
  const value = Number(text);
  if (!Number.isSafeInteger(value)) throw new DomainError('INTERNAL', 'A number in the database is too large.');
  return value;
}
