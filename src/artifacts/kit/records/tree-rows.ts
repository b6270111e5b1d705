import type { RawRow, SourcePlace } from './raw-row.ts';
import { entriesOf, type MaybeValue, step, type Value } from './value.ts';

/** A value on the path from the root of a document to a row. */
interface Node {
  readonly value: Value;
  readonly key: string;
  readonly parent: Node | null;
}

/** Called for values on the path that cannot be decoded. */
export type Undecodable = (error: unknown) => void;

/**
 * The rows at a path of keys separated by `/`, in which `*` is every key or element: `MTAlarms/MTAlarms/*`. An empty
 * path gives the root itself. Row keys are the keys matched by the wildcards.
 *
 * @param undecodable called for every value on the path that cannot be decoded; others are read
 */
export function* rowsAt(root: Value, path: string, place: SourcePlace, undecodable: Undecodable): Generator<RawRow> {
  yield* entriesAt(root, path, place, undecodable, null);
}

/** As {@link rowsAt}, for a value in a row: `..` beyond the value refers to the columns of that row. */
export function* rowsWithin(row: RawRow, value: Value, path: string, undecodable: Undecodable): Generator<RawRow> {
  yield* entriesAt(value, path, row.place, undecodable, row);
}

function* entriesAt(
  root: Value,
  path: string,
  place: SourcePlace,
  undecodable: Undecodable,
  outer: RawRow | null,
): Generator<RawRow> {
  const keys = path === '' ? [] : path.split('/');
  for (const { node, key } of nodesAt({ value: root, key: '', parent: null }, keys, 0, '', undecodable)) {
    yield new TreeRow(node, key, place, outer);
  }
}

/** Numbered rows that a function of the declaration makes of a document. */
export function* rowsMadeOf(rows: Iterable<Value>, place: SourcePlace): Generator<RawRow> {
  let number = 0;
  for (const value of rows) {
    yield new TreeRow({ value, key: `${number}`, parent: null }, `${number++}`, place, null);
  }
}

function* nodesAt(
  node: Node,
  keys: readonly string[],
  at: number,
  key: string,
  undecodable: Undecodable,
): Generator<{ readonly node: Node; readonly key: string }> {
  const next = keys[at];
  if (next === undefined) {
    yield { node, key };
    return;
  }
  let children: Iterable<readonly [string, Value]>;
  try {
    const value = next === '*' ? undefined : step(node.value, next);
    children = next === '*' ? [...entriesOf(node.value)] : value === undefined ? [] : [[next, value]];
  } catch (error) {
    undecodable(error);
    return;
  }
  for (const [name, value] of children) {
    const own = next === '*' ? (key === '' ? name : `${key}/${name}`) : key;
    yield* nodesAt({ value, key: name, parent: node }, keys, at + 1, own, undecodable);
  }
}

class TreeRow implements RawRow {
  readonly place: SourcePlace;
  readonly key: string;
  readonly name: string;
  readonly table: string | null;
  readonly rowid: number | null;
  readonly #node: Node;
  readonly #outer: RawRow | null;

  constructor(node: Node, key: string, place: SourcePlace, outer: RawRow | null) {
    this.#node = node;
    this.#outer = outer;
    this.key = key;
    this.name = node.key;
    this.place = place;
    this.table = outer?.table ?? null;
    this.rowid = outer?.rowid ?? null;
  }

  value(root: string, rest: readonly string[]): MaybeValue {
    let node: Node | null = this.#node;
    let keys = root === '.' ? rest : [root, ...rest];
    while (keys[0] === '..' && node !== null) {
      node = node.parent;
      keys = keys.slice(1);
    }
    if (node === null) return this.#outer?.value(keys[0] ?? '', keys.slice(1));
    return keys[0] === '@key' ? node.key : keys.reduce<MaybeValue>(step, node.value);
  }
}
