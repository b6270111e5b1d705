import { DatabaseSync } from 'node:sqlite';
import { describe, expect, it } from 'vitest';
import { extractAll } from '../../../../test/support/artifacts/extract-files.ts';
import { RowWriter } from '../../../synthetic/encoders/row-writer.ts';
import { createTables } from '../../../synthetic/messages/messages-schema.ts';
import { withoutFilterTag } from './filter-tag.ts';
import { messages } from './index.ts';

describe('filter tags', () => {
  it.each([
    ['53849(smsfp)', '53849'],
    ['AX-HDFCBK-S(smsft_fi)', 'AX-HDFCBK-S'],
    ['+15552220001(smsft)', '+15552220001'],
    ['+15552220001(filtered)', '+15552220001'],
    ['acme@rbm.goog(smsft)', 'acme@rbm.goog'],
    ['ACME (Berlin)', 'ACME (Berlin)'],
    ['(415) 555-0100', '(415) 555-0100'],
    ['+15552220001', '+15552220001'],
  ])('%s is %s', (address, sender) => {
    expect(withoutFilterTag(address)).toBe(sender);
  });

  it('do not create another person or conversation', () => {
    const db = new DatabaseSync(':memory:');
    for (const sql of createTables(18)) db.exec(sql);
    db.exec('PRAGMA foreign_keys = OFF');
    const insert = (table: string, ...rows: readonly Parameters<RowWriter['insert']>[0][]): void => {
      const writer = new RowWriter(db, table);
      for (const row of rows) writer.insert(row);
    };
    insert(
      'handle',
      { ROWID: 1, id: '+15552220001', service: 'iMessage' },
      { ROWID: 2, id: '+15552220001(smsft)', service: 'SMS' },
      { ROWID: 3, id: '53849(smsfp)', service: 'SMS' },
    );
    insert(
      'chat',
      { ROWID: 1, guid: 'iMessage;-;+15552220001', style: 45, chat_identifier: '+15552220001', is_filtered: 0 },
      {
        ROWID: 2,
        guid: 'SMS;-;+15552220001(smsft)',
        style: 45,
        chat_identifier: '+15552220001(smsft)',
        is_filtered: 4,
      },
      { ROWID: 3, guid: 'SMS;-;53849(smsfp)', style: 45, chat_identifier: '53849(smsfp)', is_filtered: 3 },
    );
    insert(
      'chat_handle_join',
      { chat_id: 1, handle_id: 1 },
      { chat_id: 2, handle_id: 2 },
      { chat_id: 3, handle_id: 3 },
    );
    insert(
      'message',
      { ROWID: 1, guid: 'a', text: 'one', handle_id: 1 },
      { ROWID: 2, guid: 'b', text: 'two', handle_id: 2 },
      { ROWID: 3, guid: 'c', text: 'three', handle_id: 3 },
      { ROWID: 4, guid: 'd', text: 'four', handle_id: 0 },
    );
    insert('chat_message_join', ...[1, 2, 3].map((n) => ({ chat_id: n, message_id: n })), {
      chat_id: 3,
      message_id: 4,
    });
    const { rows } = extractAll(messages, { db });
    expect(rows.messages.map(({ sender, conversation }) => [sender, conversation])).toEqual([
      ['+15552220001', 1],
      ['+15552220001', 1],
      ['53849', 3],
      ['53849', 3],
    ]);
    expect(rows.message_conversations).toMatchObject([
      { key: 1, isFiltered: false, chats: [{ filter: 0 }, { guid: 'SMS;-;+15552220001(smsft)', filter: 4 }] },
      { key: 3, isFiltered: true, participants: [{ handle: '53849' }] },
    ]);
  });
});
