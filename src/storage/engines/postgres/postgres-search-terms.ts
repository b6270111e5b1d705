import { divisionSql, divisions, ginOf, termsOf } from './divisions.ts';
import { BUCKETS_SQL } from './time-buckets.ts';

/**
 * The full-text part of the search index. {@link SEARCH_DIVISIONS_DDL} has since divided its table.
 *
 * `artifact_search_terms` has a row per searchable record: its words with positions and its facets, as one tsvector (see
 * `postgres-copy-terms.ts`). The key starts with the backup, so that the newest records of one or more backups are found
 * by scanning the key backwards. A tsvector cannot hold every position of a long text: such a record is `long`, and its
 * whole text is stored in overlapping parts in `artifact_search_parts`, which verify matches.
 *
 * A foreign key would check the record for each row. A trigger also covers every way of removing a record (purge,
 * cascade) and costs the bulk writer nothing.
 */
export const SEARCH_TERMS_DDL: readonly string[] = [
  `create table artifact_search_terms (
     id bigint not null,
     backup_id bigint not null,
     occurred_at bigint,
     long boolean not null,
     terms tsvector not null,
     primary key (backup_id, id)
   )`,
  `create table artifact_search_parts (
     id bigint not null,
     part integer not null,
     terms tsvector not null,
     primary key (id, part)
   )`,
  // Frequent words would be copied to pg_statistic and survive the emptying of a table.
  'alter table artifact_search_terms alter column terms set statistics 0',
  'alter table artifact_search_parts alter column terms set statistics 0',
  'create index artifact_search_terms_gin on artifact_search_terms using gin (terms)',
  `create function artifact_search_forget() returns trigger language plpgsql as $$
   begin
     delete from artifact_search_parts p using gone g, artifact_search_terms t
       where t.backup_id = g.backup_id and t.id = g.id and t.long and p.id = g.id;
     delete from artifact_search_terms t using gone g where t.backup_id = g.backup_id and t.id = g.id;
     return null;
   end $$`,
  `create trigger artifact_search_index_delete after delete on artifact_search_index
     referencing old table as gone for each statement execute function artifact_search_forget()`,
];

/** The pairs of a tsvector's words added to it; the same as in `word-pairs.ts`. Takes about 0.1 ms. */
const ADD_PAIRS = `create function artifact_search_pairs(terms tsvector) returns tsvector language plpgsql as $$
  declare
    pair record;
    hash bigint;
    pairs text[] := '{}';
  begin
    for pair in
      with words as (select lexeme, unnest(positions) as place from unnest(terms))
      select distinct convert_to(a.lexeme || ' ' || b.lexeme, 'UTF8') as bytes
      from words a join words b on b.place = a.place + 1
    loop
      hash := 2166136261;
      for index in 0 .. length(pair.bytes) - 1 loop
        hash := ((hash # get_byte(pair.bytes, index)) * 16777619) & 4294967295;
      end loop;
      hash := hash # (hash >> 15);
      pairs := pairs || (':' || chr(33 + (hash & 31)::integer) || chr(33 + ((hash >> 5) & 31)::integer));
    end loop;
    return terms || array_to_tsvector(pairs);
  end $$`;

/**
 * Adds the pairs of words to the records that were indexed without, and periods of time to the index, so that it finds
 * phrases and the newest hits without reading the others (see `word-pairs.ts` and `time-buckets.ts`).
 */
export const SEARCH_PERIODS_DDL: readonly string[] = [
  'drop index artifact_search_terms_gin',
  ADD_PAIRS,
  'update artifact_search_terms set terms = artifact_search_pairs(terms) where not long',
  'drop function artifact_search_pairs(tsvector)',
  `create index artifact_search_terms_gin on artifact_search_terms using gin (terms, ${BUCKETS_SQL})`,
];

/** Keys and indexes are those of the divisions, as a key of the whole would have to contain the division. */
const CREATE_DIVISIONS: readonly string[] = divisions.map(
  (division) => `create table ${termsOf(division)} partition of artifact_search_terms
    (constraint ${termsOf(division)}_key primary key (backup_id, id)) for values in (${division})`,
);

/** Divides the terms; see `divisions.ts`. Copies all of them once. */
export const SEARCH_DIVISIONS_DDL: readonly string[] = [
  'alter table artifact_search_terms rename to artifact_search_terms_undivided',
  `create table artifact_search_terms (
     id bigint not null,
     backup_id bigint not null,
     occurred_at bigint,
     division smallint not null,
     long boolean not null,
     terms tsvector not null
   ) partition by list (division)`,
  ...CREATE_DIVISIONS,
  // Applies to the divisions, too.
  'alter table artifact_search_terms alter column terms set statistics 0',
  `insert into artifact_search_terms (id, backup_id, occurred_at, division, long, terms)
     select id, backup_id, occurred_at, ${divisionSql('backup_id')}, long, terms from artifact_search_terms_undivided`,
  'drop table artifact_search_terms_undivided',
  ...divisions.map(
    (division) => `create index ${ginOf(division)} on ${termsOf(division)} using gin (terms, ${BUCKETS_SQL})`,
  ),
  'analyze artifact_search_terms (backup_id, id)',
  `create or replace function artifact_search_forget() returns trigger language plpgsql as $$
   begin
     delete from artifact_search_parts p using gone g, artifact_search_terms t
       where t.division = ${divisionSql('g.backup_id')} and t.backup_id = g.backup_id and t.id = g.id and t.long and p.id = g.id;
     delete from artifact_search_terms t using gone g
       where t.division = ${divisionSql('g.backup_id')} and t.backup_id = g.backup_id and t.id = g.id;
     return null;
   end $$`,
];
