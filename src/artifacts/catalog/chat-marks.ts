import { defineRecords, documents, f, from, plistOf, textOf } from '../kit/records/index.ts';

/** A person is a number or an address; groups have an id. */
const ADDRESS = /^\+?[\d ()-]{3,20}$|@/;
const PINNED = 'pP';
const idOf = (isPerson: boolean) =>
  from(['.', '@key'], (value, key) => {
    const id = typeof value === 'string' ? value : textOf(key);
    return ADDRESS.test(id) === isPerson ? id : null;
  });
const isPin = from(['.'], (value) => typeof value === 'string');
const POSITION = from(['.', '@key'], (value, key) => (typeof value === 'string' ? Number(key) + 1 : null));

/** Chats of Messages that were pinned to the top, in their order, and those that are muted. */
export const chatMarks = defineRecords({
  id: 'chat-marks',
  title: 'Pinned and muted chats',
  area: 'communication',
  version: 2,
  needs: 'any',
  absent: 'No chat of Messages was pinned or muted.',
  seenOn: ['iOS 14 (paths in a real backup)', 'macOS (keys as other tools read them)', 'synthetic'],
  stores: {
    pinned: documents('HomeDomain', 'Library/Preferences/com.apple.messages.pinning.plist'),
    muted: documents('HomeDomain', 'Library/Preferences/com.apple.MobileSMS.CKDNDList.plist'),
  },
  table: 'chat_marks',
  name: ['Pinned or muted chat', 'Pinned and muted chats'],
  icon: 'pin',
  privacy: 'P2',
  rows: [
    { store: 'pinned', of: `pD/${PINNED}/*` },
    { store: 'muted', of: 'CKDNDListKey/*' },
  ],
  fields: {
    person: f.handle(idOf(true), 'The other person of the chat.'),
    group: f.text(idOf(false), 'Id of the group.', { label: 'Id of the group' }),
    mark: f.code(
      from([isPin], (pin) => (pin === true ? 'pinned' : 'muted')),
      'What was done.',
      { pinned: ['pinned', 'Pinned'], muted: ['muted', 'Muted'] },
    ),
    position: f.integer(POSITION, 'Its place among the pinned ones, from 1.'),
    mutedUntil: f.unixTime(
      from(['.'], (value) => (typeof value === 'number' ? value : null)),
      'Until when it is muted; nothing if for ever.',
    ),
  },
  show: { title: ['person', 'group'], text: ['mark'], with: 'person' },
  example: {
    files: {
      'HomeDomain/Library/Preferences/com.apple.messages.pinning.plist': plistOf(
        '{"pD": {"pP": ["+4915112345670", "609A00B1-6599-4247-805F-BC491960CE50"], "pR": 2}}',
      ),
      'HomeDomain/Library/Preferences/com.apple.MobileSMS.CKDNDList.plist': plistOf(
        '{"CKDNDMigrationKey": 2, "CKDNDListKey": {"noor@example.org": 64092211200, "5383D528D38A": 1767225600}}',
      ),
    },
    rows: `
      person           | group                                | mark   | position | mutedUntil
      +4915112345670   |                                      | pinned | 1        |
                       | 609A00B1-6599-4247-805F-BC491960CE50 | pinned | 2        |
      noor@example.org |                                      | muted  |          |
                       | 5383D528D38A                         | muted  |          | 2026-01-01T00:00:00Z`,
  },
});
