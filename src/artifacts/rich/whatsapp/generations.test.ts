import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { extractWhatsapp, type WhatsappExtraction } from '../../../../test/support/artifacts/whatsapp.ts';
import { WHATSAPP_GENERATIONS } from '../../../synthetic/whatsapp/schema.ts';
import type { WhatsappTruth } from '../../../synthetic/whatsapp/truth.ts';
import { WHATSAPP_DOMAINS, writeWhatsappDatabases } from '../../../synthetic/whatsapp/whatsapp-database.ts';
import type { FileReference } from '../../kit/artifact.ts';
import { whatsapp } from './index.ts';

const SIZE = 900;

/** Expected kinds of synthetic messages if they differ from the name of the synthetic kind. */
const KINDS: Readonly<Record<string, string>> = {
  'text-with-metadata': 'text',
  reply: 'text',
  forwarded: 'text',
  reacted: 'text',
  failed: 'text',
  sent: 'text',
  delivered: 'text',
  'voice-played': 'audio',
  payment: 'text',
  'no-session': 'text',
  'marked-up': 'text',
  photo: 'image',
  'photo-missing': 'image',
  'photo-not-downloaded': 'image',
  'view-once': 'image',
  voice: 'audio',
  contacts: 'contact',
  'missed-call': 'call',
  'subject-changed': 'event',
  'participant-added': 'event',
  'participant-left': 'event',
  'event-nobody-knows': 'event',
  'encryption-notice': 'event',
  timer: 'event',
};

let folder: string;
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'apple-juicer-whatsapp-'));
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

describe.each(WHATSAPP_GENERATIONS)('the generation %s', (generation) => {
  let truth: WhatsappTruth;
  let extraction: WhatsappExtraction;
  beforeAll(() => {
    const paths = {
      chats: join(folder, `${generation}-chats`),
      contacts: join(folder, `${generation}-contacts`),
      calls: join(folder, `${generation}-calls`),
      lids: join(folder, `${generation}-lids`),
    };
    truth = writeWhatsappDatabases(paths, { seed: `generation ${generation}`, size: SIZE, generation });
    const files = Object.fromEntries(
      truth.files.map(({ relativePath, missing, pk }): [string, FileReference] => [
        `${WHATSAPP_DOMAINS.whatsapp}-${relativePath ?? ''}`,
        { fileID: String(pk), state: missing ? 'payload-missing' : 'present' },
      ]),
    );
    const open = (path: string): DatabaseSync => new DatabaseSync(path, { readOnly: true });
    extraction = extractWhatsapp(
      [
        { store: 'db', db: open(paths.chats) },
        { store: 'contacts', db: open(paths.contacts) },
        { store: 'calls', db: open(paths.calls) },
        ...(generation === 'lid' ? [{ store: 'lids' as const, db: open(paths.lids) }] : []),
      ],
      files,
    );
  });

  it('gives a message for every row, and a chat for every session', () => {
    const { rows, losses, found } = extraction;
    expect(losses).toEqual({});
    expect(found).toBe(SIZE + truth.calls + rows.whatsapp_contacts.length);
    expect(rows.whatsapp_contacts.length).toBeGreaterThan(5);
    expect(rows.whatsapp_messages).toHaveLength(SIZE);
    expect(rows.whatsapp_chat_items).toHaveLength(SIZE);
    expect(rows.whatsapp_chats).toHaveLength(truth.chats);
    expect(rows.whatsapp_calls).toHaveLength(truth.calls);
    const sessions = rows.whatsapp_chats.flatMap((chat) => (chat.sessions ?? []).map(({ pk }) => pk));
    expect(sessions.sort((a, b) => a - b)).toEqual(truth.sessions.map(({ pk }) => pk));
  });

  it('gives every key once', () => {
    for (const [name, { primaryKey }] of Object.entries(whatsapp.tables)) {
      const rows = extraction.rows[name as keyof WhatsappExtraction['rows']] as readonly Record<string, unknown>[];
      const keys = rows.map((row) => JSON.stringify(primaryKey.map((column) => row[column])));
      expect(new Set(keys).size, name).toBe(keys.length);
      expect(keys.some((key) => key.includes('null'))).toBe(false);
    }
  });

  it('has every kind', () => {
    const byKey = new Map(extraction.rows.whatsapp_messages.map((row) => [row.key, row]));
    for (const [name, example] of Object.entries(truth.examples)) {
      expect(byKey.get(example.pk), name).toMatchObject({
        kind: KINDS[name] ?? name,
        text: example.text,
        isFromMe: example.fromMe,
        sentAt: example.date,
        ...(name === 'text' && example.sender !== null ? { sender: example.sender.phone } : {}),
      });
    }
    const counted: Record<string, number> = {};
    for (const { kind } of extraction.rows.whatsapp_messages) counted[kind ?? ''] = (counted[kind ?? ''] ?? 0) + 1;
    const expected: Record<string, number> = {};
    for (const [name, count] of Object.entries(truth.counts)) {
      const kind = KINDS[name] ?? name;
      expected[kind] = (expected[kind] ?? 0) + count;
    }
    expect(counted).toEqual(expected);
  });

  it('has phone numbers instead of LIDs for all people', () => {
    for (const { handle, sessions, kind } of extraction.rows.whatsapp_chats) {
      if (kind !== 'direct') continue;
      const written = truth.sessions.find(({ pk }) => pk === sessions?.[0]?.pk);
      expect(handle).toBe(written?.members[0]?.person.phone);
    }
    expect(JSON.stringify(extraction.rows.whatsapp_messages.map(({ sender }) => sender))).not.toContain('@lid');
  });

  it('finds every file, reply and needle', () => {
    const files = new Map(extraction.rows.whatsapp_attachments.map((row) => [row.key, row]));
    expect(files.size).toBe(truth.files.length);
    for (const { pk, message, relativePath, missing, mimeType } of truth.files) {
      const state = relativePath === null ? 'no-path' : missing ? 'payload-missing' : 'present';
      expect(files.get(pk)).toMatchObject({
        message,
        mimeType,
        state,
        file: relativePath === null ? null : String(pk),
      });
    }
    const answers = extraction.rows.whatsapp_messages.filter(({ replyTo }) => replyTo !== null);
    expect(answers.map(({ key, replyToKey }) => ({ pk: key, target: replyToKey }))).toEqual(truth.replies);
    expect(truth.needles).not.toEqual([]);
    for (const { word, pk } of truth.needles) {
      const hits = extraction.documents.filter(
        ({ table, document }) => table === 'whatsapp_messages' && document.text.includes(word),
      );
      expect(hits).toHaveLength(1);
      expect(extraction.rows.whatsapp_messages.find(({ key }) => key === pk)?.text).toContain(word);
    }
  });

  it('counts the messages of every chat', () => {
    for (const { key, messageCount, lastAt } of extraction.rows.whatsapp_chats) {
      const items = extraction.rows.whatsapp_chat_items.filter(({ chat }) => chat === key);
      expect(messageCount).toBe(items.length);
      if (items.length > 0) expect(lastAt).toBe(Math.max(...items.map(({ at }) => at ?? 0)));
    }
  });
});
