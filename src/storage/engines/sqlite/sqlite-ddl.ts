import type { StoredKind } from '../../column-kinds.ts';
import type { Ddl } from '../../engine.ts';
import { APPLICATION_ID } from './file-mark.ts';
import { repeatingView, storeRepeated } from './repeated-values.ts';
import { SEARCH_ROWS_DDL, SMALL_SEARCH_ROWS_DDL, searchViewUpToDate, updateSearchView } from './search-view.ts';

const COLUMN_TYPES: Readonly<Record<StoredKind, string>> = {
  text: 'text',
  integer: 'integer',
  real: 'real',
  boolean: 'integer',
  time: 'integer',
  handle: 'text',
  file: 'text',
  json: 'text',
  bytes: 'blob',
};

/** Bytes of terms that FTS5 collects before flushing: a batch fits, so each transaction creates one segment. */
const FTS_HASH_BYTES = 16 * 1024 * 1024;
/** Leaf size of the full-text index: two fit into a page of the database. */
const FTS_LEAF_BYTES = 8000;
/**
 * Number of segments per level at which FTS5 merges during writing: five million records. Before that, merging is done
 * afterwards in short steps (`scrub.ts`), because it took a sixth of the writing time; searches stay fast with hundreds
 * of segments.
 */
const FTS_CRISIS = 500;

/**
 * SQLite's DDL. STRICT tables turn values of a wrong type into errors; keyed tables are WITHOUT ROWID, so that the rows
 * of a run are adjacent. The terms keep no copy of the text (`content=''`), and our own tokens pass through the `ascii`
 * tokenizer unchanged.
 */
export const sqliteDdl: Ddl = {
  tableNames: `select name from sqlite_schema where type in ('table', 'view')`,
  columnType: (kind) => COLUMN_TYPES[kind],
  generatedKey: 'integer primary key autoincrement',
  tableOptions: (keyed) => (keyed ? 'strict, without rowid' : 'strict'),
  keepPrivate: () => [],
  divided: null,
  // A page each, and a phone has records of a few artifacts only.
  indexesWithRows: true,
  indexColumn: (column) => column,
  ownParts: [
    `create virtual table artifact_search_terms using fts5(words, facets, content='', contentless_delete=1, tokenize="ascii tokenchars '_:#'")`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('hashsize', ${FTS_HASH_BYTES})`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('pgsz', ${FTS_LEAF_BYTES})`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('automerge', 0)`,
    `insert into artifact_search_terms(artifact_search_terms, rank) values ('crisismerge', ${FTS_CRISIS})`,
    // Removes the terms of a record however it is deleted (purge, cascade).
    `create trigger artifact_search_index_delete after delete on artifact_search_index begin
       delete from artifact_search_terms where rowid = old.id;
     end`,
  ],
  searchRows: SEARCH_ROWS_DDL,
  searchTerms: [],
  searchDivisions: [],
  smallSearchRows: SMALL_SEARCH_ROWS_DDL,
  searchPieces: [],
  mark: [`pragma application_id = ${APPLICATION_ID}`],
  repeatedValues: { view: repeatingView, store: storeRepeated },
  searchView: { isUpToDate: searchViewUpToDate, update: updateSearchView },
};
