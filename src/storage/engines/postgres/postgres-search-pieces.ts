import { SLOTS_PER_MS } from '../../search/time-ids.ts';
import { divisionName } from './divisions.ts';

/** The years in which a new piece begins. The first piece also has what has no time. */
const BORDERS = [2014, 2016, 2018, 2020, 2022, 2024, 2026];

/** The first id of a year, in SQL. */
const idOf = (year: number | undefined, otherwise: string): string =>
  year === undefined ? otherwise : `${Date.UTC(year) * SLOTS_PER_MS}`;

const CREATE_PIECES: readonly string[] = [...BORDERS, undefined].map(
  (end, piece) => `create table ${divisionName('artifact_search_index', piece)} partition of artifact_search_index
    for values from (${idOf(BORDERS[piece - 1], 'minvalue')}) to (${idOf(end, 'maxvalue')})`,
);

/**
 * Divides the rows of the search index by time, which their ids are made of: ids stay unique over all backups, and a
 * page of hits is in one or two pieces. A removal writes one after the other anew (see `postgres-rewrite.ts`), so that
 * writers wait for one only. Copies all rows once.
 */
export const SEARCH_PIECES_DDL: readonly string[] = [
  'alter table artifact_search_index rename to artifact_search_index_whole',
  'drop trigger artifact_search_index_delete on artifact_search_index_whole',
  'drop index artifact_search_index_run',
  // The name of the key depends on how the table was created.
  ...['key', 'pkey'].map(
    (end) => `alter table artifact_search_index_whole drop constraint if exists artifact_search_index_${end}`,
  ),
  `create table artifact_search_index (like artifact_search_index_whole, primary key (id),
     foreign key (backup_id) references backups (id) on delete cascade) partition by range (id)`,
  ...CREATE_PIECES,
  // Applies to the pieces, too: see `keepPrivate`.
  `alter table artifact_search_index ${['type', 'ref', 'display_text', 'payload']
    .map((column) => `alter column ${column} set statistics 0`)
    .join(', ')}`,
  'insert into artifact_search_index select * from artifact_search_index_whole',
  // The comment is a note of removals; see `postgres-scrub.ts`.
  `do $$ begin
     execute format('comment on table artifact_search_index is %L',
       obj_description('artifact_search_index_whole'::regclass, 'pg_class'));
   end $$`,
  'drop table artifact_search_index_whole',
  'create index artifact_search_index_run on artifact_search_index (backup_id, run_id)',
  `create trigger artifact_search_index_delete after delete on artifact_search_index
     referencing old table as gone for each statement execute function artifact_search_forget()`,
  'analyze artifact_search_index',
];
