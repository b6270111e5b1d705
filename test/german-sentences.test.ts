import { globSync, readFileSync } from 'node:fs';
import { type Node, parseSync, Visitor } from 'oxc-parser';
import { describe, expect, it } from 'vitest';
import { FLAG_WORDS } from '../src/artifacts/messages/flags.ts';
import type { AnnouncementKind } from '../src/artifacts/messages/tables.ts';
import { artifactTables, registry } from '../src/artifacts/registry.ts';
import type { EventKind } from '../src/artifacts/whatsapp/json-types.ts';
import { announcement } from '../web/src/i18n/de/announcement.ts';
import { columnNames, columnSentences, tableNames } from '../web/src/i18n/de/schema/index.ts';
import { server } from '../web/src/i18n/de/server.ts';
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

/** Texts given to `lost(…)` and to errors with one of these codes; `7` where a value stands in them. */
function reasonsIn(file: string, codes: readonly string[]): string[] {
  const reasons: string[] = [];
  const add = (node: Node | undefined): void => {
    if (node?.type === 'Literal' && typeof node.value === 'string') reasons.push(node.value);
    // What only puts a name before another sentence has no words of its own.
    else if (node?.type === 'TemplateLiteral') {
      const text = node.quasis.map(({ value }) => value.cooked ?? '').join('7');
      if (/[a-z]/.test(text)) reasons.push(text);
    }
  };
  const visitor = new Visitor({
    CallExpression: ({ callee, arguments: [first] }) => {
      const name =
        callee.type === 'MemberExpression' && 'name' in callee.property
          ? callee.property.name
          : callee.type === 'Identifier'
            ? callee.name
            : null;
      if (name === 'lost') add(first);
    },
    NewExpression: ({ arguments: [code, message] }) => {
      if (code?.type === 'Literal' && codes.includes(String(code.value))) add(message);
    },
  });
  visitor.visit(parseSync(file, readFileSync(file, 'utf8')).program);
  return reasons;
}
