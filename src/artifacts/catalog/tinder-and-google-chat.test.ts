import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
import { type ProtobufField, writeProtobuf } from '../../synthetic/encoders/protobuf-writer.ts';
import type { ArtifactDefinition } from '../kit/artifact.ts';
import { googleChat } from './google-chat.ts';
import { tinder } from './tinder.ts';

function read(artifact: ArtifactDefinition, path: string, sql: readonly string[]) {
  const { tables, notes } = readStores(artifact, { [path]: { sql } });
  const ending = (name: string): Rows => Object.entries(tables).find(([table]) => table.endsWith(name))?.[1] ?? [];
  return { chats: ending('_chats'), messages: ending('_messages'), attachments: ending('_attachments'), notes };
}

describe('Tinder', () => {
  it('knows who wrote, also after the match is gone, and lists nobody who was only suggested', () => {
    const { chats, messages, attachments, notes } = read(
      tinder,
      'AppDomain-com.cardify.tinder/Library/Application Support/Tinder/Tinder2.sqlite',
      [
        'CREATE TABLE ZUSER (Z_PK INTEGER PRIMARY KEY, ZUSERID TEXT, ZFIRSTNAME TEXT, ZISCURRENTUSER INTEGER, ZBIO TEXT)',
        'CREATE TABLE ZMATCH (Z_PK INTEGER PRIMARY KEY, ZUSER INTEGER, ZMATCHID TEXT, ZCREATED REAL)',
        'CREATE TABLE ZRECOMMENDATION (Z_PK INTEGER PRIMARY KEY, ZUSER INTEGER)',
        'CREATE TABLE ZMESSAGE (Z_PK INTEGER PRIMARY KEY, ZMATCH INTEGER, ZFROMUSERID TEXT, ZTEXT TEXT, ZCREATED REAL, ZCLIENTCREATED REAL, ZPHOTOURL TEXT, ZLINKURL TEXT, ZMESSAGEID TEXT)',
        "INSERT INTO ZUSER VALUES (1, 'me', 'Robin', 1, NULL), (2, 'n', 'Noor', 0, 'Climbs'), (3, 'x', 'Nobody', 0, NULL)",
        "INSERT INTO ZMATCH VALUES (1, 2, 'nme', 770460000), (2, NULL, NULL, NULL)",
        'INSERT INTO ZRECOMMENDATION VALUES (1, 3)',
        `INSERT INTO ZMESSAGE VALUES (1, 1, 'n', 'Hi', 770468400.5, NULL, NULL, NULL, 'm1'), (2, 1, 'me', NULL, NULL, 770468460, 'https://p.example/1', 'https://l.example', NULL),
          (3, NULL, 'n', 'Late', 770468520, NULL, '', NULL, 'm3'), (4, 2, NULL, NULL, NULL, NULL, NULL, NULL, NULL)`,
      ],
    );
    expect(chats).toMatchObject([
      { kind: 'direct', handle: 'tinder:n', partnerName: 'Noor', messageCount: 2 },
      { kind: 'direct', handle: null, messageCount: 1 },
      { kind: 'orphaned', messageCount: 1 },
    ]);
    expect(messages).toMatchObject([
      { messageId: 'm1', isFromMe: false, senderName: 'Noor', text: 'Hi', sentAt: 1_748_775_600_500 },
      { isFromMe: true, sender: null, sentAt: 1_748_775_660_000, links: [{ url: 'https://l.example' }] },
      { messageId: 'm3', chat: expect.any(Number), text: 'Late' },
      { isFromMe: false, sender: null, text: null },
    ]);
    expect(attachments).toMatchObject([{ url: 'https://p.example/1' }]);
    expect(notes).toEqual({});
  });
});

describe('Google Chat', () => {
  it('has reactions, several files, addresses of meetings and empty values', () => {
    const hex = (fields: readonly ProtobufField[]): string => `x'${writeProtobuf(fields).toString('hex')}'`;
    const reaction = (emoji: ProtobufField, count: number, isOwn: number, people: readonly string[]): ProtobufField => [
      1,
      [
        [
          1,
          [
            [1, [emoji]],
            [2, count],
            [3, isOwn],
            [4, 1_748_775_700_000_000],
          ],
        ],
        ...people.map((id): ProtobufField => [2, [[1, id]]]),
      ],
    ];
    const file = (name: string): ProtobufField => [
      1,
      [
        [
          10,
          [
            [3, name],
            [4, 'image/jpeg'],
          ],
        ],
      ],
    ];
    const meeting: ProtobufField = [
      1,
      [
        [
          12,
          [
            [
              1,
              [
                [2, 'https://meet.example/abc'],
                [3, 'abc'],
              ],
            ],
          ],
        ],
      ],
    ];
    const reactions = hex([
      reaction([1, '👍'], 2, 1, ['2']),
      reaction([1, '🎿'], 1, 0, ['1']),
      reaction([2, [[1, 'x']]], 1, 0, []),
    ]);
    const { messages, attachments, notes } = read(
      googleChat,
      'AppDomain-com.google.Dynamite/Documents/user_accounts/robin@example.org/dynamite.db',
      [
        'CREATE TABLE users (user_id TEXT, name TEXT, email TEXT)',
        'CREATE TABLE Groups (group_id TEXT, name TEXT, group_type INTEGER)',
        'CREATE TABLE topic_messages (group_id TEXT, creator_id TEXT, create_time INTEGER, text_body TEXT, reactions BLOB, annotation BLOB)',
        "INSERT INTO users VALUES ('1', 'Robin', 'robin@example.org'), ('2', 'Sanna', NULL)",
        "INSERT INTO Groups VALUES ('g', 'Ski', 1)",
        `INSERT INTO topic_messages VALUES ('g', '2', 1748775600000000, 'Sunday?', ${reactions}, x'feff00'),
          ('g', '2', 1748775660000000, '', x'feff00', ${hex([file('a.jpg'), file('b.jpg'), meeting])}),
          ('g', '2', 1748775720000000, 'None', NULL, NULL)`,
      ],
    );
    const at = 1_748_775_700_000;
    expect(messages).toMatchObject([
      {
        kind: 'text',
        reactions: [
          { emoji: '👍', isFromMe: false, sender: { name: 'Sanna' }, at },
          { emoji: '👍', isFromMe: true, sender: null, at },
          { emoji: '🎿', isFromMe: true, sender: null, at },
          { emoji: '❔', isFromMe: false, sender: null, at },
        ],
      },
      { kind: 'file', reactions: null, links: [{ url: 'https://meet.example/abc' }], attachmentCount: 2 },
      { kind: 'text', reactions: null },
    ]);
    expect(attachments).toMatchObject([
      { name: 'a.jpg', mimeType: 'image/jpeg' },
      { name: 'b.jpg', mimeType: 'image/jpeg' },
    ]);
    expect(notes).toEqual({});
  });

  it('reads the app of Gmail, an account named by its address, and other types of groups', () => {
    const { chats, messages, notes } = read(
      googleChat,
      'AppDomain-com.google.Gmail/Documents/user_accounts/robin@example.org/dynamite.db',
      [
        'CREATE TABLE users (user_id TEXT, name TEXT, email TEXT)',
        'CREATE TABLE Groups (group_id TEXT, name TEXT, group_type INTEGER)',
        'CREATE TABLE topic_messages (topic_id TEXT, group_id TEXT, creator_id TEXT, create_time INTEGER, text_body TEXT, annotation BLOB)',
        "INSERT INTO users VALUES ('1', 'Robin', 'robin@example.org'), ('2', 'Sanna', NULL)",
        "INSERT INTO Groups VALUES ('g', NULL, 7)",
        `INSERT INTO topic_messages VALUES (NULL, 'g', '1', 1748775600000001, 'Mine', x''), (NULL, 'g', '2', 1748775660000000, 'Theirs', x'0a'),
          (NULL, 'gone', '9', 1748775720000000, 'Unknown', NULL)`,
      ],
    );
    expect(chats).toMatchObject([
      { chatId: 'g', kind: 'unknown', messageCount: 2 },
      { chatId: 'gone', kind: 'direct', handle: 'google-chat:9' },
    ]);
    expect(messages).toMatchObject([
      { isFromMe: true, sentAt: 1_748_775_600_000, text: 'Mine' },
      { isFromMe: false, sender: 'google-chat:2', senderName: 'Sanna', text: 'Theirs' },
      { sender: 'google-chat:9', text: 'Unknown' },
    ]);
    expect(notes).toMatchObject({ 'unknown-code:chats.kind:7': 1 });
  });
});
