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
/** Segments of one level that are merged at a time: 16 halves the merging of FTS5's default 4, and searches stay quick. */
const FTS_AUTOMERGE = 16;

/**
 * SQLite's DDL. STRICT tables, so that a value of a wrong type is an error and not a surprise; keyed tables WITHOUT ROWID,
 * so that the rows of a run lie together. The terms keep no copy of the text (`content=''`); our own tokens pass through
 * the `ascii` tokenizer unchanged.
 */
export const sqliteDdl: Ddl = {
  columnType: (kind) => COLUMN_TYPES[kind],
  generatedKey: 'integer primary key autoincrement',
  tableOptions: (keyed) => (keyed ? 'strict, without rowid' : 'strict'),
  searchTerms: [
    `create virtual table artifact_search_terms using fts5(words, facets, content='', contentless_delete=1, tokenize="ascii tokenchars '_:#'")`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('hashsize', ${FTS_HASH_BYTES})`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('pgsz', ${FTS_LEAF_BYTES})`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('automerge', ${FTS_AUTOMERGE})`,
    // Whatever removes a record (a purge, a cascade), its terms go with it.
    `create trigger artifact_search_index_delete after delete on artifact_search_index begin
       delete from artifact_search_terms where rowid = old.id;
     end`,
  ],
};
