import { describe, expect, it } from 'vitest';
import { firstTable } from './first-table.ts';

const table = (name: string, rows: number | null = 1, isReadable = true) => ({ name, rows, isReadable });

describe('firstTable', () => {
  it.each([
    [[table('_SqliteDatabaseProperties'), table('attachment', 0), table('chat')], 'chat'],
    [[table('ATRANSACTION'), table('Z_METADATA'), table('Z_PRIMARYKEY'), table('Z_26ASSETS')], 'Z_26ASSETS'],
    [[table('a_view', null, false), table('message', null)], 'message'],
    [[table('empty', 0), table('sqlite_sequence')], 'sqlite_sequence'],
    [[table('empty', 0), table('empty too', 0)], 'empty'],
  ])('has contents, if any has', (tables, name) => {
    expect(firstTable(tables)?.name).toBe(name);
  });

  it('is none without tables', () => {
    expect(firstTable([])).toBeUndefined();
  });
});
