import type { ColumnKind } from '../../../model/columns.ts';
import type { Ddl } from '../../engine.ts';

const COLUMN_TYPES: Readonly<Record<ColumnKind, string>> = {
  text: 'text',
  integer: 'integer',
  real: 'real',
  boolean: 'integer',
  time: 'integer',
  handle: 'text',
  file: 'text',
  json: 'text',
};

/** Bytes of terms that FTS5 gathers before it writes them: a batch fits, so there is one segment for each transaction. */
const FTS_HASH_BYTES = 16 * 1024 * 1024;
/** Bytes of a leaf of the full-text index: two fit into a page of the database. */
const FTS_LEAF_BYTES = 8000;
/**
 * Segments of one level at which FTS5 merges them while rows are written: five million records. Before that, merging is
 * done afterwards in short steps (`scrub.ts`), for it took a sixth of the writing time; searches stay quick with hundreds.
 */
const FTS_CRISIS = 500;

/**
 * SQLite's DDL. STRICT tables, so that a value of a wrong type is an error and not a surprise; keyed tables WITHOUT ROWID,
 * so that the rows of a run lie together. The terms keep no copy of the text (`content=''`); our own tokens pass through
 * the `ascii` tokenizer unchanged.
 */
export const sqliteDdl: Ddl = {
  tableNames: `select name from sqlite_schema where type = 'table'`,
  columnType: (kind) => COLUMN_TYPES[kind],
  generatedKey: 'integer primary key autoincrement',
  tableOptions: (keyed) => (keyed ? 'strict, without rowid' : 'strict'),
  keepPrivate: () => [],
  indexColumn: (column) => column,
  ownParts: [
    `create virtual table artifact_search_terms using fts5(words, facets, content='', contentless_delete=1, tokenize="ascii tokenchars '_:#'")`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('hashsize', ${FTS_HASH_BYTES})`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('pgsz', ${FTS_LEAF_BYTES})`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('automerge', 0)`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('crisismerge', ${FTS_CRISIS})`,
    // Whatever removes a record (a purge, a cascade), its terms go with it.
    `create trigger artifact_search_index_delete after delete on artifact_search_index begin
       delete from artifact_search_terms where rowid = old.id;
     end`,
  ],
};
