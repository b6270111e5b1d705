import { describe, expect, it } from 'vitest';
import { type Rows, readStores } from '../../../test/support/artifacts/read-stores.ts';
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
