import { type TableDefinition, text } from '../../../model/columns.ts';
import type { KindDeclaration } from '../../../model/kind.ts';
import type { ArtifactDefinition } from '../artifact.ts';
import { callScreens } from '../call-screens.ts';
import type { ArtifactFacts, OneKind, RecordKind, SeveralKinds } from './declaration.ts';
import { storesOf } from './declared-stores.ts';
import { exampleOf } from './example.ts';
import { extractRecords } from './extract.ts';
import type { Fields } from './fields.ts';
import { citationsFrom, SOURCE_COLUMNS } from './source-columns.ts';
import type { RecordStore } from './stores.ts';

/** A declaration in its general form. */
interface Records extends ArtifactFacts {
  readonly kinds: Readonly<Record<string, RecordKind>>;
}

/**
 * Declares an artifact whose records are rows of stores: one kind of record, or several in `kinds`. The rest is
 * derived: tables, search, timeline, people, map, lists, exports, docs and demo data. `example` is the test.
 */
export function defineRecords<const F extends Fields>(declaration: OneKind<F>): ArtifactDefinition;
/** As above, for several kinds of records. */
export function defineRecords<const K extends Readonly<Record<string, Fields>>>(
  declaration: SeveralKinds<K>,
): ArtifactDefinition;
/** The implementation of both. */
export function defineRecords(
  declaration: OneKind<Fields> | SeveralKinds<Readonly<Record<string, Fields>>>,
): ArtifactDefinition {
  const kinds: Readonly<Record<string, RecordKind>> =
    'table' in declaration ? { [declaration.table]: declaration } : declaration.kinds;
  const records: Records = { ...declaration, kinds };
  const stores = storesOf(declaration);
  const { id, area, version, needs, absent, seenOn, title = titleOf(kinds) } = declaration;
  return {
    id,
    title,
    area,
    version,
    needs,
    absent,
    seenOn,
    stores: Object.fromEntries(Object.entries(stores).map(([name, { pattern }]) => [name, pattern])),
    tables: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, tableOf(kind, stores)])),
    kinds: Object.fromEntries(Object.entries(kinds).map(([name, kind]) => [name, kindOf(kind, id)])),
    extract: (context) => extractRecords(records, stores, context),
    // Evaluated lazily: only tests and the demo use it.
    get example() {
      return exampleOf(declaration, stores);
    },
  };
}

function titleOf(kinds: Readonly<Record<string, RecordKind>>): string {
  return Object.values(kinds)[0]?.name[1] ?? '';
}

function kindOf({ id, name, icon, privacy, area, show, searchable }: RecordKind, artifact: string): KindDeclaration {
  return {
    id,
    name,
    icon,
    privacy,
    show: rolesOf(show),
    ...(area === undefined ? {} : { area }),
    ...(searchable === undefined ? {} : { searchable }),
    ...(show.call === undefined ? {} : callScreens(artifact)),
  };
}

/** The roles with the default order, newest first. */
function rolesOf(show: RecordKind['show']): RecordKind['show'] {
  return show.at === undefined || show.order !== undefined ? show : { ...show, order: `-${show.at}` };
}

function tableOf({ fields, show, large }: RecordKind, stores: Readonly<Record<string, RecordStore>>): TableDefinition {
  const indexed = [show.order?.replace('-', ''), show.at, show.from, show.with, show.place?.track].flat();
  const columns = [...new Set(indexed)].filter((column) => column !== undefined);
  return {
    primaryKey: ['key'],
    columns: {
      key: text('What tells it from the others: derived from its own key in the source.'),
      ...Object.fromEntries(Object.entries(fields).map(([name, { column }]) => [name, column])),
      ...SOURCE_COLUMNS,
    },
    indexes: columns.map((column) => [column]),
    ...(large === undefined ? {} : { large }),
    texts: ['records'],
    sourceRows: citationsFrom(stores),
  };
}
