import { msg } from '../../../../locales/messages.ts';
import { DomainError } from '../../../../model/errors.ts';
import type { NoteParagraph, NoteTable } from '../../../../model/notes/document.ts';
import { CrdtContainer } from './crdt.ts';
import { type InlineLookup, plainAttachment, readNoteText } from './note-text.ts';
import { smallInteger } from './numbers.ts';

/** Type of the root object of a table. */
const TABLE_TYPE = 'com.apple.notes.ICTable';
const RIGHT_TO_LEFT = 'CRTableColumnDirectionRightToLeft';

/** Maximum number of cells of a table, including empty ones. */
const MAX_CELLS = 100_000;

/**
 * Reads a table: the decompressed `ZMERGEABLEDATA1` of an attachment (docs/format/notes.md). Missing cells are empty.
 * Map entries have no order, so values are found by name.
 *
 * @param id identifier of the attachment
 * @throws MALFORMED_PROTOBUF if it is not a table; LIMIT_EXCEEDED
 */
export function readTable(bytes: Uint8Array, id: string, inline: InlineLookup = plainAttachment): NoteTable {
  const container = new CrdtContainer(bytes);
  const parts = findTable(container);
  const rows = readOrder(container, parts.get('crRows')?.object);
  const columns = readOrder(container, parts.get('crColumns')?.object);
  if (rows.count * columns.count > MAX_CELLS)
    throw new DomainError(
      'LIMIT_EXCEEDED',
      msg('detail.note-table-too-large', { limit: MAX_CELLS.toLocaleString('en') }),
    );
  const cells: (readonly NoteParagraph[])[][] = Array.from({ length: rows.count }, () =>
    Array.from({ length: columns.count }, () => []),
  );
  let read = 0;
  for (const [columnId, rowsId] of container.pairs(container.object(parts.get('cellColumns')?.object)?.message(6))) {
    const column = columns.placeOf(container.uuidIndex(columnId));
    if (column === undefined) continue;
    for (const [rowId, cellId] of container.pairs(container.object(rowsId)?.message(6))) {
      // A hostile table can refer to one cell many times.
      if (++read > MAX_CELLS) throw new DomainError('LIMIT_EXCEEDED', msg('detail.note-table-recursive'));
      const row = cells[rows.placeOf(container.uuidIndex(rowId)) ?? -1];
      const text = container.object(cellId)?.message(10);
      if (row !== undefined && text) row[column] = readNoteText(text, inline);
    }
  }
  const direction = container.object(parts.get('crTableColumnDirection')?.object)?.message(1)?.message(2);
  const directionObject = direction?.unsigned(6);
  const rightToLeft =
    typeof directionObject === 'number' && container.map(directionObject)?.values.get('self')?.text === RIGHT_TO_LEFT;
  return { kind: 'table', id, ...(rightToLeft && { rightToLeft }), rows: cells };
}

/**
 * The parts of the table by name. The table is the first object of its type (in every table seen, the first object).
 */
function findTable(container: CrdtContainer): NonNullable<ReturnType<CrdtContainer['map']>>['values'] {
  for (let index = 0; index < container.size; index++) {
    const map = container.map(index);
    if (map?.type === TABLE_TYPE) return map.values;
  }
  throw new DomainError('MALFORMED_PROTOBUF', msg('detail.note-table-missing'));
}

/** Order of rows or columns. */
interface Order {
  readonly count: number;
  /** Position of the row or column that cells refer to by this UUID index. */
  placeOf(uuid: number | null): number | undefined;
}

/**
 * Reads an ordered set with tombstones: an array of UUIDs in order, a dictionary that says which row each stands for,
 * and the set of those that are there. A row that was taken away again can still be in the array, and one that two
 * devices moved is there twice, of which the first counts. Cells refer to rows by the values of the dictionary.
 */
function readOrder(container: CrdtContainer, index: number | null | undefined): Order {
  const set = container.object(index)?.message(16);
  const ordering = set?.message(1);
  const known = container.uuidPlaces();
  const uuids = (ordering?.message(1)?.messages(2) ?? [])
    .map((entry) => ({
      at: smallInteger(entry.unsigned(1)),
      uuid: known.get(Buffer.from(entry.bytes(2) ?? []).toString('hex')),
    }))
    .sort((one, other) => one.at - other.at);
  const rowOf = new Map(
    container.pairs(ordering?.message(2)).map(([key, row]) => [container.uuidIndex(key), container.uuidIndex(row)]),
  );
  const present = new Set(container.pairs(set?.message(2)).flatMap(([, uuid]) => container.uuidIndex(uuid) ?? []));
  const places = new Map<number, number>();
  let count = 0;
  for (const { uuid } of uuids) {
    if (present.size > 0 && !present.has(uuid ?? -1)) continue;
    const row = uuid === undefined ? undefined : (rowOf.get(uuid) ?? uuid);
    if (row !== undefined && places.has(row)) continue;
    if (row !== undefined) places.set(row, count);
    count++;
  }
  return { count, placeOf: (uuid) => (uuid === null ? undefined : places.get(uuid)) };
}
