import { describe, expect, it } from 'vitest';
import { integer, json, repeats, table, text } from '../../../model/columns.ts';
import { RepeatedJoins } from './repeated-joins.ts';

const TABLES = {
  messages: table({
    primaryKey: ['key'],
    columns: { key: integer(), kind: repeats(text()), madeBy: repeats(json()), body: text() },
  }),
  items: table({ primaryKey: ['key'], columns: { key: integer(), kind: text() } }),
};
const joined = (sql: string) => new RepeatedJoins(TABLES).sqlOf(sql);

describe('queries on repeated values', () => {
  it('join those that they use', () => {
    expect(
      joined(
        'select "m"."key", "m"."kind" as "kind" from "messages" as "m" where "m"."backup_id" = ? and "m"."kind" = ? order by "m"."key" limit ?',
      ),
    ).toBe(
      'select "m"."key", "m kind"."value" as "kind" from "messages__stored" as "m" left join "repeated_texts" as "m kind" on "m kind"."id" = "m"."kind" where "m"."backup_id" = ? and "m kind"."value" = ? order by "m"."key" limit ?',
    );
    expect(
      joined(
        'select json_array("m"."made_by", "i"."kind") as "all" from "items" as "i" inner join "messages" as "m" on "m"."key" = "i"."key"',
      ),
    ).toBe(
      'select json_array("m made_by"."value", "i"."kind") as "all" from "items" as "i" inner join "messages__stored" as "m" on "m"."key" = "i"."key" left join "repeated_json" as "m made_by" on "m made_by"."id" = "m"."made_by"',
    );
    expect(joined('select "m"."body" from "messages" as "m"')).toBe('select "m"."body" from "messages__stored" as "m"');
  });

  it.each([
    'select "kind" from "messages" where "backup_id" = ?',
    'select "m"."kind" from "messages" as "m" where "backup_id" = ?',
    'select "m"."kind" from "items" as "i" left join "messages" as "m" on "m"."key" = "i"."key"',
    'select "m"."kind" from "items" as "i" inner join "messages" as "m" on "m"."kind" = "i"."kind"',
    'select "m"."kind" from (select * from "messages" as "m") as "m"',
    'select (select "m"."kind" from "messages" as "m" where "m"."key" = ?) as "x" from "items" as "i"',
    'with "x" as (select 1) select "m"."kind" from "messages" as "m"',
    'select "i"."kind" from "items" as "i" where "i"."key" = ?',
    'update "messages" set "kind" = ?',
  ])('are left alone where that is not certain: %s', (sql) => {
    expect(joined(sql)).toBe(sql);
  });

  it.each([
    'select "m"."kind" from "messages" as "m" where "m"."kind" = ? union select "i"."kind" from "items" as "i"',
    'select "m"."kind" from "messages" as "m" where "m"."key" in (select "key" from "messages")',
  ])('are left alone where the conditions have queries of their own: %s', (sql) => {
    expect(joined(sql)).toBe(sql);
  });
});
