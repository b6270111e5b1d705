import { gzipSync } from 'node:zlib';
import { bytesField, integerField } from '../encoders/protobuf-writer.ts';
import { derivedBytes, type Seed } from '../random.ts';
import { noteFields, OBJECT_REPLACEMENT, type WrittenParagraph } from './body.ts';

const KEYS = ['identity', 'cellColumns', 'UUIDIndex', 'crRows', 'crColumns', 'crTableColumnDirection', 'self'];
const TYPES = [
  'com.apple.CRDT.NSNumber',
  'com.apple.CRDT.NSString',
  'com.apple.CRDT.NSUUID',
  'com.apple.notes.ICTable',
];

/** Collects the objects of a table, which refer to each other by index. */
class Objects {
  readonly fields: Buffer[] = [];
  readonly uuids: Buffer[] = [];
  readonly #seed: Seed;

  constructor(seed: Seed) {
    this.#seed = seed;
  }

  add(...object: readonly Uint8Array[]): number {
    return this.fields.push(bytesField(3, object)) - 1;
  }

  /** Adds a map of one type with one entry per key. */
  map(type: string, entries: Readonly<Record<string, Buffer>>): number {
    const pairs = Object.entries(entries).map(([key, value]) =>
      bytesField(3, [integerField(1, KEYS.indexOf(key)), bytesField(2, value)]),
    );
    return this.add(bytesField(13, [integerField(1, TYPES.indexOf(type)), ...pairs]));
  }

  /** Adds a UUID and returns it with a function that adds a reference to it. */
  uuid(): { readonly bytes: Buffer; readonly object: () => number } {
    const place = this.uuids.length;
    const bytes = derivedBytes(this.#seed, `table uuid ${place}`, 16);
    this.uuids.push(bytes);
    return { bytes, object: () => this.map('com.apple.CRDT.NSUUID', { UUIDIndex: integerField(2, place) }) };
  }
}

function reference(object: number): Buffer {
  return integerField(6, object);
}

function dictionary(pairs: readonly (readonly [number, number])[]): readonly Buffer[] {
  return pairs.map(([key, value]) => bytesField(1, [bytesField(1, reference(key)), bytesField(2, reference(value))]));
}

type Uuid = ReturnType<Objects['uuid']>;

/** Rows or columns in order. As in tables of Notes, cells refer to them by their alias. */
function orderedSet(objects: Objects, order: readonly { readonly own: Uuid; readonly alias: Uuid }[]): number {
  const entries = order.map(({ own }, place) => bytesField(2, [integerField(1, place), bytesField(2, own.bytes)]));
  const text = bytesField(1, [bytesField(2, OBJECT_REPLACEMENT.repeat(order.length))]);
  const contents = dictionary(order.map(({ own, alias }) => [own.object(), alias.object()]));
  const present = dictionary(order.map(({ own }) => [own.object(), own.object()]));
  const ordering = bytesField(1, [bytesField(1, [text, ...entries]), bytesField(2, contents)]);
  return objects.add(bytesField(16, [ordering, bytesField(2, present)]));
}

/** `ZMERGEABLEDATA1` of a table. `rows` are in reading order; empty cells are not written. */
export function writeTable(
  seed: Seed,
  rows: readonly (readonly (readonly WrittenParagraph[])[])[],
  rightToLeft: boolean,
): Buffer {
  const objects = new Objects(seed);
  // The root is first but refers to later objects: reserve its index.
  const root = objects.add();
  const pair = (): { own: Uuid; alias: Uuid } => ({ own: objects.uuid(), alias: objects.uuid() });
  const rowIds = rows.map(pair);
  const columnIds = (rows[0] ?? []).map(pair);
  const columns = columnIds.map(({ alias }, column): readonly [number, number] => {
    // In reverse order: the order of a dictionary has no meaning.
    const cells = rowIds.flatMap(({ alias: row }, index): (readonly [number, number])[] => {
      const cell = rows[index]?.[column] ?? [];
      return cell.length === 0 ? [] : [[row.object(), objects.add(bytesField(10, noteFields(cell)))]];
    });
    return [alias.object(), objects.add(bytesField(6, dictionary(cells.toReversed())))];
  });
  const cellColumns = objects.add(bytesField(6, dictionary(columns.toReversed())));
  const name = `CRTableColumnDirection${rightToLeft ? 'RightToLeft' : 'LeftToRight'}`;
  const direction = objects.map('com.apple.CRDT.NSString', { self: bytesField(4, name) });
  const parts: Readonly<Record<string, number>> = {
    crTableColumnDirection: objects.add(bytesField(1, [bytesField(2, reference(direction))])),
    crColumns: orderedSet(objects, columnIds),
    cellColumns,
    crRows: orderedSet(objects, rowIds),
  };
  const entries = Object.entries(parts).map(([key, object]) =>
    bytesField(3, [integerField(1, KEYS.indexOf(key)), bytesField(2, reference(object))]),
  );
  objects.fields[root] = bytesField(3, [
    bytesField(13, [integerField(1, TYPES.indexOf('com.apple.notes.ICTable')), ...entries]),
  ]);
  const data = bytesField(3, [
    ...objects.fields,
    ...KEYS.map((key) => bytesField(4, key)),
    ...TYPES.map((type) => bytesField(5, type)),
    ...objects.uuids.map((uuid) => bytesField(6, uuid)),
  ]);
  return gzipSync(bytesField(2, [integerField(1, 0), data]));
}

/** `ZMERGEABLEDATA1` of a gallery: a set of the identifiers of its pictures, each with the path of its place. */
export function writeGallery(identifiers: readonly string[]): Buffer {
  const text = (place: number): number => 1 + 2 * place;
  const path = (place: number): number => 2 + 2 * place;
  const elements = identifiers.map((_, place) =>
    bytesField(1, [bytesField(2, reference(text(place))), bytesField(4, bytesField(2, reference(path(place))))]),
  );
  const objects = identifiers.flatMap((identifier, place) => [
    bytesField(13, [integerField(1, 0), bytesField(3, [integerField(1, 0), bytesField(2, bytesField(4, identifier))])]),
    bytesField(9, bytesField(1, [integerField(1, 0), integerField(2, place * 1000)])),
  ]);
  const data = bytesField(3, [
    // In reverse order: the order of the elements has no meaning.
    ...[bytesField(5, elements.toReversed()), ...objects].map((object) => bytesField(3, object)),
    bytesField(4, 'self'),
    bytesField(5, 'com.apple.CRDT.NSString'),
    bytesField(6, Buffer.alloc(16)),
  ]);
  return gzipSync(bytesField(2, [integerField(1, 0), data]));
}
