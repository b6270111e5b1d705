import type { Example, ExampleContents, ExampleFile } from '../../../model/example.ts';
import type { ExampleFiles, FileContentsOfExample, OneKind, SeveralKinds } from './declaration.ts';
import type { Fields } from './fields.ts';
import type { RecordStore } from './stores.ts';
import { columnValues, recordValues, type TextTable } from './text-table.ts';

/** A declaration of either form. */
type Declaration = OneKind<Fields> | SeveralKinds<Readonly<Record<string, Fields>>>;

/** The example of a declaration: files by path, and tables as rows. */
export function exampleOf(declaration: Declaration, stores: Readonly<Record<string, RecordStore>>): Example {
  return { files: filesOfExample(declaration, stores), rows: rowsOf(declaration) };
}

/** The files of an example by path. */
export function filesOfExample(
  { id, example: { store, files = {} } }: { readonly id: string; readonly example: ExampleFiles },
  stores: Readonly<Record<string, RecordStore>>,
): ExampleFile[] {
  const places = Object.entries(files);
  if (store !== undefined) places.unshift([firstPlace(id, stores), store]);
  return places.map(([place, contents]) => fileOf(place, contents));
}

function firstPlace(id: string, stores: Readonly<Record<string, RecordStore>>): string {
  const [first] = Object.values(stores)[0]?.pattern.places ?? [];
  if (first === undefined || /[*?]/.test(first.domain + first.path)) {
    throw new Error(`The example of ${id} has to name its files: the first place of the store has a wildcard.`);
  }
  return `${first.domain}/${first.path}`;
}

function fileOf(place: string, contents: FileContentsOfExample): ExampleFile {
  const slash = place.indexOf('/');
  return { domain: place.slice(0, slash), relativePath: place.slice(slash + 1), contents: contentsOf(contents) };
}

function contentsOf(contents: FileContentsOfExample): ExampleContents {
  if (!('tables' in contents)) return contents;
  const tables = Object.entries(contents.tables).map(([name, rows]) => [
    name,
    typeof rows === 'string' ? columnValues(rows) : rows,
  ]);
  return { tables: Object.fromEntries(tables) as Extract<ExampleContents, { readonly tables: unknown }>['tables'] };
}

function rowsOf(declaration: Declaration): Example['rows'] {
  if ('table' in declaration) {
    return { [declaration.table]: recordsOf(declaration.example.rows, declaration.fields) };
  }
  const { kinds, example } = declaration;
  return Object.fromEntries(
    Object.entries(kinds).map(([table, { fields }]) => [table, recordsOf(example.rows[table] ?? [], fields)]),
  );
}

function recordsOf(rows: TextTable | Example['rows'][string], fields: Fields): Example['rows'][string] {
  return typeof rows === 'string' ? recordValues(rows, fields) : rows;
}
