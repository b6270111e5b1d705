import { globSync, readFileSync } from 'node:fs';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { artifactTables, registry } from '../src/artifacts/registry.ts';
import type { CallOutcome, CallService } from '../src/artifacts/rich/calls/tables.ts';
import { FLAG_WORDS } from '../src/artifacts/rich/messages/flags.ts';
import type { AnnouncementKind } from '../src/artifacts/rich/messages/tables.ts';
import type { App, EventKind } from '../src/artifacts/rich/whatsapp/json-types.ts';
import { announcement } from '../web/src/i18n/de/announcement.ts';
import { columnNames, columnSentences, tableNames } from '../web/src/i18n/de/schema/index.ts';
import { server } from '../web/src/i18n/de/server.ts';
import { callOutcomes, callServices } from '../web/src/i18n/en/call-words.ts';
import { messageFlags } from '../web/src/i18n/en/message-flags.ts';
import { readableName } from '../web/src/screens/tables/readable-name.ts';

/** All kinds there are: a new one does not compile until it stands here. */
const KINDS = {
  'participant-added': true,
  'participant-changed-number': true,
  'participant-removed': true,
  'participant-left': true,
  'participant-joined': true,
  'group-renamed': true,
  'group-photo-changed': true,
  'group-photo-removed': true,
  'background-changed': true,
  'background-removed': true,
  'location-sharing-started': true,
  'location-sharing-stopped': true,
  'audio-kept': true,
  shareplay: true,
  unsent: true,
  'subject-changed': true,
  'description-changed': true,
  'photo-changed': true,
  'photo-removed': true,
  'group-created': true,
  'number-changed': true,
  'disappearing-timer': true,
  'encryption-notice': true,
  'security-code-changed': true,
  unknown: true,
} satisfies Record<AnnouncementKind | EventKind, true>;

/** The same for how a call ended; `failed` is WhatsApp's. */
const OUTCOMES = {
  answered: true,
  'answered-elsewhere': true,
  unanswered: true,
  declined: true,
  missed: true,
  filtered: true,
  blocked: true,
  failed: true,
} satisfies Record<CallOutcome | 'failed', true>;

/** And for what it went through. An app that nobody knows is called by its own name. */
const SERVICES = {
  phone: true,
  'facetime-audio': true,
  'facetime-video': true,
  facetime: true,
  app: true,
  whatsapp: true,
  business: true,
  other: true,
} satisfies Record<CallService | App, true>;

describe('the sentences of the server in German', () => {
  it('have what every artifact says where it is not in the backup', () => {
    const untold = registry.map(({ absent }) => absent).filter((sentence) => server(sentence) === sentence);
    expect(untold).toEqual([]);
  });

  it('have every reason for which an artifact leaves something out', () => {
    const reasons = sourcesOf('artifacts').flatMap((file) => reasonsIn(file, ['UNSUPPORTED_SCHEMA']));
    expect(reasons.length).toBeGreaterThan(50);
    expect(reasons.filter((reason) => server(reason) === reason)).toEqual([]);
  });

  it('have why a file or a database of the backup cannot be read', () => {
    const reasons = ['backup/file', 'backup/keybag', 'backup/source-database']
      .flatMap(sourcesOf)
      .flatMap((file) => reasonsIn(file, UNREADABLE));
    expect(reasons.length).toBeGreaterThan(15);
    expect(reasons.filter((reason) => server(reason) === reason)).toEqual([]);
  });

  it('have what the ledger says of a reading that broke off or was not whole', () => {
    const sentences = ['plan', 'read-artifact'].flatMap((name) => sentencesIn(`src/indexing/${name}.ts`));
    expect(sentences.length).toBeGreaterThan(5);
    expect(sentences.filter((sentence) => server(sentence) === sentence)).toEqual([]);
  });

  it('have everything that is noticed while an artifact is read', () => {
    const notes = [...sourcesOf('artifacts'), 'src/indexing/read-artifact.ts'].flatMap(notesIn);
    expect(notes.length).toBeGreaterThan(40);
    // Of `lost: …` the name has German; what stands behind it is a reason.
    const untold = notes.filter(
      (note) => server(note) === note && server(note.replace(/7$/, '')) === note.replace(/7$/, ''),
    );
    expect(untold).toEqual([]);
    expect(server('lost: a message that is too large')).toBe('ausgelassen: eine Nachricht, die zu groß ist');
  });

  it('have what is not there, and what cannot be asked like that', () => {
    const details = [
      ...sourcesOf('api').flatMap((file) => reasonsIn(file, ['NOT_FOUND'])),
      ...['views', 'storage/search']
        .flatMap(sourcesOf)
        .flatMap((file) => reasonsIn(file, ['NOT_FOUND', 'BAD_REQUEST'])),
    ];
    expect(details.length).toBeGreaterThan(30);
    expect(details.filter((detail) => server(detail) === detail)).toEqual([]);
  });
});

describe('the schema of the index in German', () => {
  const tables = Object.entries(artifactTables);
  const columns = tables.flatMap(([, { columns }]) => Object.entries(columns));
  const distinct = (texts: readonly string[]): string[] => [...new Set(texts)].sort();

  it('has a name for every table', () => {
    expect(Object.keys(tableNames).sort()).toEqual(distinct(tables.map(([name]) => readableName(name))));
  });

  it('has a name for every column', () => {
    expect(Object.keys(columnNames).sort()).toEqual(distinct(columns.map(([name]) => readableName(name))));
  });

  it('has what every column says of itself', () => {
    const sentences = columns.map(([, { description }]) => description).filter((sentence) => sentence !== '');
    expect(Object.keys(columnSentences).sort()).toEqual(distinct(sentences));
  });

  it('gives no two columns of a table the same name', () => {
    const twice = tables.flatMap(([table, { columns }]) => {
      const names = Object.keys(columns).map((name) => columnNames[readableName(name)]);
      return names.filter((name, at) => names.indexOf(name) !== at).map((name) => `${table}: ${name}`);
    });
    expect(twice).toEqual([]);
  });
});

it('has words for every flag of a message, in both languages', () => {
  expect(FLAG_WORDS.filter((flag) => !Object.hasOwn(messageFlags, flag))).toEqual([]);
});

it('has words for every way in which a call can end, and for what it went through, in both languages', () => {
  expect(Object.keys(OUTCOMES).filter((outcome) => !Object.hasOwn(callOutcomes, outcome))).toEqual([]);
  expect(Object.keys(SERVICES).filter((service) => !Object.hasOwn(callServices, service))).toEqual([]);
});

describe('what happened in a chat in German', () => {
  const ANNA = { name: 'Anna', isOwner: false };
  const text = 'in English';

  it.each(Object.keys(KINDS))('has a sentence for %s', (kind) => {
    for (const title of [null, 'Lemons']) {
      const facts = { kind, text, title, who: ANNA, whom: [{ name: 'Ben', isOwner: false }], seconds: null };
      expect(announcement(facts)).not.toBe(text);
      expect(announcement({ ...facts, who: null, whom: [] })).not.toBe(text);
    }
  });

  it('names the people, the reader as “du”, and of very many only some', () => {
    const facts = { text, title: null, seconds: null };
    const whom = [
      { name: 'Robin', isOwner: true },
      { name: 'Ben', isOwner: false },
    ];
    expect(announcement({ ...facts, kind: 'participant-added', who: ANNA, whom })).toBe(
      'Anna hat dich und Ben hinzugefügt',
    );
    const owner = { name: 'Robin', isOwner: true };
    expect(announcement({ ...facts, kind: 'participant-left', who: owner, whom: [] })).toBe(
      'Du hast die Unterhaltung verlassen',
    );
    const many = Array.from({ length: 1024 }, (_, index) => ({ name: `P${index}`, isOwner: false }));
    expect(announcement({ ...facts, kind: 'participant-added', who: null, whom: many })).toBe(
      'Jemand hat P0, P1, P2, P3, P4, P5, P6, P7, P8, P9 und 1014 weitere hinzugefügt',
    );
  });

  it('keeps the English sentence of a kind that an older page does not know', () => {
    expect(announcement({ kind: 'moon-landing', text, title: null, who: ANNA, whom: [], seconds: null })).toBe(text);
  });
});

/** The code of one room, without its tests. */
function sourcesOf(room: string): string[] {
  return globSync(`src/${room}/**/*.ts`, { exclude: ['**/*.test.ts', '**/testing.ts'] });
}

/** Codes of errors that say why something in a backup cannot be read. */
const UNREADABLE = [
  'BACKUP_LOCKED',
  'DAMAGED_BACKUP',
  'DISK_FULL',
  'LIMIT_EXCEEDED',
  'MALFORMED_DATABASE',
  'MALFORMED_KEYBAG',
  'NO_ACCESS',
  'PAYLOAD_MISSING',
  'UNSAFE_PATH',
  'UNSUPPORTED_SCHEMA',
];

/** A text in the code; `7` where a value stands in it. Null for what is none, or only joins names. */
function textOf(node: Node | undefined): string | null {
  if (node?.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node?.type !== 'TemplateLiteral') return null;
  const text = node.quasis.map(({ value }) => value.cooked ?? '').join('7');
  // What only puts a name before another sentence has no words of its own.
  return /[a-z]/.test(text) ? text : null;
}

/** What is called: `lost` of `this.context.lost(…)`. */
function nameOf(callee: Node): string | null {
  if (callee.type === 'Identifier') return callee.name;
  if (callee.type !== 'MemberExpression') return null;
  const { property } = callee;
  return property.type === 'Identifier' || property.type === 'PrivateIdentifier' ? property.name : null;
}

/** Texts given to `lost(…)` and to errors with one of these codes. */
function reasonsIn(file: string, codes: readonly string[]): string[] {
  return textsIn(file, {
    call: (name, [first]) => (name === 'lost' ? first : undefined),
    error: (code, message) => (codes.includes(code) ? message : undefined),
  });
}

/** Texts given to `note(…)`, and to what reads something and notes where it cannot. */
function notesIn(file: string): string[] {
  const notes = textsIn(file, {
    call: (name, [first, second]) => (name === 'note' ? first : name === 'readable' ? second : undefined),
  });
  // What begins with a value is a note with another name before it.
  return notes.filter((note) => !note.startsWith('7'));
}

/** Everything in a file that is a whole sentence. */
function sentencesIn(file: string): string[] {
  return textsIn(file, { text: (node) => node }).filter((text) => /^\S+ .*\.$/.test(text));
}

/** What of the code is a text that somebody is told. */
interface Told {
  readonly call?: (name: string | null, given: readonly Node[]) => Node | undefined;
  readonly error?: (code: string, message: Node | undefined) => Node | undefined;
  readonly text?: (node: Node) => Node;
}

function textsIn(file: string, { call, error, text }: Told): string[] {
  const texts: string[] = [];
  const add = (node: Node | undefined): void => {
    const found = textOf(node);
    if (found !== null) texts.push(found);
  };
  const visitor = new Visitor({
    CallExpression: (node) => add(call?.(nameOf(node.callee), node.arguments)),
    NewExpression: ({ arguments: [code, message] }) => {
      if (code?.type === 'Literal') add(error?.(String(code.value), message));
    },
    Literal: (node) => add(text?.(node)),
    TemplateLiteral: (node) => add(text?.(node)),
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return texts;
}
