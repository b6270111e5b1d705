import { describe, expect, it } from 'vitest';
import { extractFiles, extractStores } from '../../../../test/support/artifacts/extract-files.ts';
import { DomainError } from '../../../model/errors.ts';
import type { ExampleContents } from '../../../model/example.ts';
import { exampleBytes } from '../../../synthetic/examples/example-bytes.ts';
import type { ArtifactDefinition, SourceFileBytes } from '../artifact.ts';
import type { OneKind } from './declaration.ts';
import type { Fields } from './fields.ts';
import {
  contentsOf,
  defineRecords,
  documents,
  Embedded,
  f,
  files,
  from,
  lengthPrefixedPlists,
  sqlite,
} from './index.ts';

const DB = 'HomeDomain/Library/Things.db';
const PLIST = 'HomeDomain/Library/things.plist';

type Parts<F extends Fields> = Pick<OneKind<F>, 'rows' | 'fields'> & Partial<OneKind<F>>;

/** An artifact of one table with defaults for what a test does not specify. */
function things<F extends Fields>(parts: Parts<F>): ArtifactDefinition {
  return defineRecords({
    id: 'things',
    area: 'documents',
    version: 1,
    needs: 'any',
    absent: 'None.',
    seenOn: ['nothing'],
    ...(parts.stores === undefined ? { store: sqlite('HomeDomain', 'Library/Things.db') } : {}),
    table: 'things',
    name: ['Thing', 'Things'],
    icon: 'box',
    privacy: 'P1',
    show: {},
    example: { rows: [] },
    ...parts,
  } as OneKind<F>);
}

const inPlist = { store: documents('HomeDomain', 'Library/things.plist') };

function read(artifact: ArtifactDefinition, contents: Readonly<Record<string, ExampleContents>>) {
  const found = Object.entries(contents).map(([place, each]) => {
    const slash = place.indexOf('/');
    return { domain: place.slice(0, slash), relativePath: place.slice(slash + 1), bytes: exampleBytes(each) };
  });
  const { rows, ...rest } = extractFiles(artifact, found);
  return { rows: rows['things'] ?? [], ...rest };
}

describe('records of a database', () => {
  it('may have ROWIDs that are 64-bit ids of a server', () => {
    const artifact = things({
      rows: 'people',
      join: { card: { table: 'cards', on: 'id' } },
      fields: { id: f.text('id', 'x'), name: f.text('name', 'x'), card: f.text('card.words', 'x') },
    });
    const ids = ['-9223372036854775808', '-9007199254740993', '7', '7000000000000000001', '9223372036854775807'];
    const { rows, losses, notes } = read(artifact, {
      [DB]: {
        sql: [
          'CREATE TABLE people (id INTEGER PRIMARY KEY, name TEXT)',
          'CREATE TABLE cards (id INTEGER PRIMARY KEY, words TEXT)',
          ...ids.map((id, index) => `INSERT INTO people VALUES (${id}, 'n${index}')`),
          "INSERT INTO cards VALUES (7000000000000000001, 'kites')",
        ],
      },
    });
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
    expect(rows.map(({ id, name, card }) => [id, name, card])).toEqual(
      ids.map((id, index) => [id, `n${index}`, index === 3 ? 'kites' : null]),
    );
    expect(new Set(rows.map(({ key }) => key)).size).toBe(ids.length);
  });

  it('may have such ids in lists and among their ancestors, too', () => {
    const artifact = things({
      rows: 'chats',
      lists: { members: { table: 'members', owner: 'chat' } },
      tree: { parent: 'parent', key: 'id' },
      fields: { name: f.text('name', 'x'), members: f.list('members.user', 'x'), above: f.list('@up.id', 'x') },
    });
    const { rows, losses } = read(artifact, {
      [DB]: {
        sql: [
          'CREATE TABLE chats (pk INTEGER PRIMARY KEY, id INTEGER, parent INTEGER, name TEXT)',
          "INSERT INTO chats VALUES (1, 9007199254740995, NULL, 'a'), (2, 5, 9007199254740995, 'b')",
          'CREATE TABLE members (chat INTEGER, user)',
          "INSERT INTO members VALUES (1, 7), (1, 7000000000000000001), (2, 'kim'), (9223372036854775807, 1)",
        ],
      },
    });
    expect(losses).toEqual({});
    expect(rows.map(({ name, members, above }) => [name, members, above])).toEqual([
      ['a', ['7', '7000000000000000001'], []],
      ['b', ['kim'], ['9007199254740995']],
    ]);
  });

  it('have no time for the numbers and dates that mean never', () => {
    const fields = {
      webkit: f.webkitTime('w', 'x'),
      ms: f.unixMsTime('ms', 'x'),
      cocoa: f.cocoaTime('c', 'x'),
      date: f.date('d', 'x'),
    };
    const { rows, notes } = read(things({ rows: 'times', fields }), {
      [DB]: {
        sql: [
          'CREATE TABLE times (w, ms, c, d)',
          "INSERT INTO times VALUES (-1, -9223372036854775808, -63114076800.0, '0001-01-01T00:00:00Z')",
          "INSERT INTO times VALUES (9223372036854775807, -9223372036854775807, 63113904000.0, '0001-01-01')",
          "INSERT INTO times VALUES (11644473600000001, -2, -978307200.5, '1582-10-14T23:59:59.123456Z')",
        ],
      },
    });
    const none = { webkit: null, ms: null, cocoa: null, date: null };
    expect(rows).toMatchObject([
      none,
      none,
      { webkit: 0, ms: -2, cocoa: -500, date: Date.parse('1582-10-14T23:59:59.123Z') },
    ]);
    expect(notes).toEqual({});
  });

  it('have null for missing columns and tables', () => {
    const artifact = things({
      rows: ['one', 'two'],
      join: { owner: { table: 'nobody', on: 'owner' } },
      fields: { name: f.text('NAME', 'x'), none: f.text('none', 'x'), owner: f.text('owner.name', 'x') },
    });
    const { rows, losses, notes } = read(artifact, { [DB]: { tables: { two: [{ id: 4, name: 'a', owner: 1 }] } } });
    expect(rows).toMatchObject([{ key: 'two-4', name: 'a', none: null, owner: null, sourceRow: 'two 4' }]);
    expect({ losses, notes }).toEqual({ losses: {}, notes: {} });
  });

  it('are those that fulfil the condition; the others are counted, by reason', () => {
    const artifact = things({
      rows: 'one',
      where: from(['name'], (name) => {
        if (name === 'odd') throw new DomainError('MALFORMED_PLIST');
        return name !== 'no';
      }),
      fields: { name: f.text('name', 'x') },
    });
    const one = ['a', 'no', 'odd', 'no', 'b'].map((name) => ({ name }));
    const { rows, losses, notes } = read(artifact, { [DB]: { tables: { one } } });
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b']);
    expect({ losses, notes }).toEqual({ losses: { 'unreadable.records': 1 }, notes: { 'other-rows': 2 } });
  });

  it('are refused if no table exists', () => {
    const artifact = things({ rows: 'one', fields: { name: f.text('name', 'x') } });
    expect(() => read(artifact, { [DB]: { tables: { other: [{ name: 'a' }] } } })).toThrow(
      expect.objectContaining({ code: 'UNSUPPORTED_SCHEMA' }),
    );
  });

  it('use the first alternative that has a value', () => {
    const artifact = things({ rows: 'one', fields: { name: f.text(['a', 'b', 'c'], 'x') } });
    const tables = {
      one: [
        { a: null, b: '', c: 'third' },
        { a: 'first', b: 'second', c: null },
      ],
    };
    expect(read(artifact, { [DB]: { tables } }).rows.map(({ name }) => name)).toEqual(['third', 'first']);
  });

  it('join at most one row, and any number of list rows', () => {
    const artifact = things({
      rows: 'one',
      join: { owner: { table: 'people', on: 'owner', key: 'code' } },
      lists: {
        tags: { table: 'tags', owner: 'thing' },
        members: {
          table: 'ZPERSON',
          through: { entity: 'Chat', left: 'CHATS', right: 'MEMBERS' },
        },
        fans: { table: 'ZPERSON', through: { entity: 'Person', left: 'FANS', right: 'LIKES' }, isRight: true },
      },
      fields: {
        owner: f.text('owner.name', 'x'),
        tags: f.list('tags.word', 'x'),
        members: f.list('members.ZNAME', 'x'),
        fans: f.list('fans.ZNAME', 'x'),
        first: f.text('tags.word/0', 'x'),
      },
    });
    const tables = {
      one: [
        { id: 1, owner: 'k' },
        { id: 2, owner: 'l' },
      ],
      people: [
        { code: 'k', name: 'Ada' },
        { code: 'k', name: 'Another' },
      ],
      tags: [
        { thing: 1, word: 'red' },
        { thing: 1, word: 'round' },
        { thing: 9, word: 'lost' },
      ],
      ZPERSON: [
        { Z_PK: 1, ZNAME: 'Ben' },
        { Z_PK: 2, ZNAME: 'Cleo' },
      ],
      Z_6MEMBERS: [
        { Z_6CHATS: 2, Z_9MEMBERS: 2 },
        { Z_6CHATS: 2, Z_9MEMBERS: 1 },
      ],
      Z_9LIKES: [
        { Z_9FANS: 1, Z_6LIKES: 2 },
        { Z_9FANS: 2, Z_6LIKES: 1 },
      ],
      Z_PRIMARYKEY: [
        { Z_ENT: 6, Z_NAME: 'Chat' },
        { Z_ENT: 9, Z_NAME: 'Person' },
      ],
    };
    expect(read(artifact, { [DB]: { tables } }).rows).toMatchObject([
      { owner: 'Ada', tags: ['red', 'round'], members: null, fans: ['Cleo'], first: 'red' },
      { owner: null, tags: null, members: ['Ben', 'Cleo'], fans: ['Ben'], first: null },
    ]);
  });

  it('have their ancestors, also if a tree is circular', () => {
    const artifact = things({
      rows: 'nodes',
      tree: 'parent',
      where: from(['leaf'], (leaf) => leaf === 1),
      fields: {
        path: f.text(
          from(['@up.name'], (names) => (Array.isArray(names) ? names.map(String).join('/') : null)),
          'x',
        ),
      },
    });
    const nodes = [
      { id: 1, parent: null, name: 'root', leaf: 0 },
      { id: 2, parent: 1, name: 'folder', leaf: 0 },
      { id: 3, parent: 2, name: 'a', leaf: 1 },
      { id: 4, parent: 5, name: 'b', leaf: 1 },
      { id: 5, parent: 4, name: 'c', leaf: 0 },
    ];
    const { rows } = read(artifact, { [DB]: { tables: { nodes } } });
    expect(rows.map(({ key, path }) => [key, path])).toEqual([
      ['3', 'root/folder'],
      ['4', 'c'],
    ]);
  });

  it('have the ancestors of a tree whose parents are referred to by another key', () => {
    const artifact = things({
      rows: 'nodes',
      tree: { parent: 'up', key: 'uuid' },
      fields: { path: f.list('@up.name', 'x') },
    });
    const [root, inner] = [Uint8Array.of(1, 2), Uint8Array.of(1, 3)];
    const nodes = [
      { id: 7, uuid: inner, up: root, name: 'inner' },
      { id: 8, uuid: root, up: Uint8Array.of(0), name: 'root' },
      { id: 9, uuid: Uint8Array.of(4), up: inner, name: 'leaf' },
    ];
    const { rows } = read(artifact, { [DB]: { tables: { nodes } } });
    expect(rows.map(({ path }) => path)).toEqual([['root'], [], ['root', 'inner']]);
  });

  it('of tables without ROWIDs are numbered, and do not cite a row', () => {
    const artifact = things({ rows: 'one', fields: { name: f.text('name', 'x') } });
    const sql = ['CREATE TABLE one (name TEXT PRIMARY KEY) WITHOUT ROWID', "INSERT INTO one VALUES ('a'), ('b')"];
    expect(read(artifact, { [DB]: { sql } }).rows).toMatchObject([
      { key: '1', name: 'a', sourceRow: '1' },
      { key: '2', name: 'b', sourceRow: '2' },
    ]);
  });

  it('can have integers beyond JavaScript’s range, and decode blobs', () => {
    const artifact = things({
      rows: 'one',
      fields: {
        at: f.unixNanosTime('at', 'x'),
        size: f.integer('size', 'x'),
        big: f.text('size', 'x'),
        inside: f.text('data/a/1', 'x'),
        prefixed: f.text('prefixed/b', 'x'),
        json: f.text('json/c', 'x'),
      },
    });
    const prefixed = Buffer.concat([Buffer.alloc(4, 9), exampleBytes({ plist: { b: 'y' } })]);
    const one = [
      {
        at: 1_700_000_000_123_456_789n,
        size: 9_007_199_254_740_993n,
        data: new Embedded({ archive: { a: ['x', 'z'] } }),
        prefixed,
        json: '\u{1}{"c":"w"}',
      },
    ];
    const { rows, notes } = read(artifact, { [DB]: { tables: { one } } });
    expect(rows).toMatchObject([
      { at: 1_700_000_000_123, size: null, big: '9007199254740993', inside: 'z', prefixed: 'y', json: 'w' },
    ]);
    expect(notes).toEqual({ 'unreadable-value:things.size': 1 });
  });
});

describe('times', () => {
  it('since 1970 of any unit are told by their size', () => {
    const artifact = things({ rows: 'one', fields: { at: f.unixAnyTime('at', 'x') } });
    const at = [1_748_775_600.5, 1_748_775_600_500, 1_748_775_600_500_000, 1_748_775_600_500_000_000n, 0, -86_400];
    const { rows } = read(artifact, { [DB]: { tables: { one: at.map((value) => ({ at: value })) } } });
    const known = 1_748_775_600_500;
    expect(rows.map((row) => row['at'])).toEqual([known, known, known, known, null, -86_400_000]);
  });
});

describe('records of documents', () => {
  it('are found by paths in which * is every key or element', () => {
    const artifact = things({
      ...inPlist,
      rows: ['groups/*/items/*', 'loose/*'],
      fields: {
        name: f.text(['name', '.'], 'x'),
        group: f.text('../../title', 'x'),
        id: f.text('../../@key', 'x'),
      },
    });
    const plist = {
      groups: { g1: { title: 'One', items: [{ name: 'a' }, { name: 'b' }] }, g2: { items: 'nothing' } },
      loose: ['c'],
    };
    expect(read(artifact, { [PLIST]: { plist } }).rows).toMatchObject([
      { key: 'g1/0', name: 'a', group: 'One', id: 'g1' },
      { key: 'g1/1', name: 'b', group: 'One', id: 'g1' },
      { key: '1-0', name: 'c', group: null },
    ]);
  });

  it('have the last key of their path as @key if the path has no *', () => {
    const artifact = things({
      ...inPlist,
      rows: ['cities/*', 'local', ''],
      where: from(['name'], (name) => name),
      fields: { name: f.text('name', 'x'), from: f.text('@key', 'x'), isLocal: f.flag('@key', 'x', { is: 'local' }) },
    });
    const plist = { cities: [{ name: 'Split' }], local: { name: 'Bled' }, name: 'all' };
    expect(read(artifact, { [PLIST]: { plist } }).rows).toMatchObject([
      { key: '0', name: 'Split', from: '0', isLocal: false },
      { key: '1', name: 'Bled', from: 'local', isLocal: true },
      { key: '2', name: 'all', from: null },
    ]);
  });

  it('are read from XML, archives, JSON and nested documents', () => {
    const artifact = things({ ...inPlist, rows: 'a/*', fields: { name: f.text('b', 'x') } });
    const value = { a: [{ b: 'c' }] };
    const inner = { a: new Embedded({ json: [{ b: 'c' }] }) };
    for (const contents of [{ plist: value }, { xml: value }, { archive: value }, { json: value }, { plist: inner }]) {
      expect(read(artifact, { [PLIST]: contents }).rows).toMatchObject([{ name: 'c' }]);
    }
  });

  it('are the property lists of a log, and truncated ones are lost', () => {
    const store = lengthPrefixedPlists('HomeDomain', 'Library/things.plist');
    const artifact = things({ store, rows: '*', fields: { name: f.text('name', 'x') } });
    const plist = exampleBytes({ plist: { name: 'a' } });
    const log = Buffer.concat([Buffer.of(plist.length, 0, 0, 0), plist, Buffer.of(9, 0, 0, 0)]);
    const { rows, losses } = read(artifact, { [PLIST]: { bytes: log } });
    expect(rows).toMatchObject([{ key: '0', name: 'a' }]);
    expect(Object.values(losses)).toEqual([1]);
  });

  it('are merged by their key: the newest first, then the store declared first', () => {
    const artifact = things({
      stores: {
        new: documents('HomeDomain', 'Library/new.plist'),
        old: documents('HomeDomain', 'Library/old.plist'),
      },
      rows: [
        { store: 'new', of: '*' },
        { store: 'old', of: '*' },
      ],
      key: 'id',
      merge: { newest: 'at' },
      fields: { name: f.text('name', 'x'), note: f.text('note', 'x'), at: f.date('at', 'x') },
    });
    const { rows } = read(artifact, {
      'HomeDomain/Library/new.plist': {
        plist: [
          { id: 'a', name: 'new' },
          { id: 'b', name: 'new', at: new Date(1) },
        ],
      },
      'HomeDomain/Library/old.plist': {
        plist: [
          { id: 'a', name: 'old', note: 'kept' },
          { id: 'b', name: 'newer', at: new Date(2) },
        ],
      },
    });
    expect(rows).toMatchObject([
      { key: 'a', name: 'new', note: 'kept' },
      { key: 'b', name: 'newer', at: 2 },
    ]);
  });

  it('have unique keys, even if the source repeats them', () => {
    const artifact = things({ ...inPlist, rows: '*', key: 'id', fields: { name: f.text('name', 'x') } });
    const ids = ['same', 'same', 'x'.repeat(5000), 'line\nbreak', ''];
    const { rows } = read(artifact, { [PLIST]: { plist: ids.map((id) => ({ id, name: 'n' })) } });
    const keys = rows.map(({ key }) => key as string);
    expect(new Set(keys).size).toBe(ids.length);
    expect(keys.slice(0, 2)).toEqual(['same', 'same-again2']);
    for (const key of keys) expect(key).toMatch(/^[\w/-]{1,200}$/);
  });

  it('can be made by a function', () => {
    const artifact = things({
      ...inPlist,
      rows: (document) => (Array.isArray(document) ? document.flat(9) : []).map((name) => ({ name })),
      fields: { name: f.text('name', 'x') },
    });
    const { rows } = read(artifact, { [PLIST]: { plist: ['a', ['b', ['c']]] } });
    expect(rows.map(({ name }) => name)).toEqual(['a', 'b', 'c']);
  });
});

describe('records of files', () => {
  it('have file metadata and values from the contents', () => {
    const artifact = things({
      store: files('AppDomain-*', 'Documents/*/*.txt'),
      rows: '',
      fields: {
        app: f.text('@app', 'x'),
        folder: f.text('@1', 'x'),
        stem: f.text('@stem', 'x'),
        size: f.bytes('@size', 'x'),
        text: f.text(contentsOf('{@path}'), 'x'),
        file: f.thisFile('x'),
        other: f.file(['{@folder}/none', '{@folder}/{@2}.jpg'], 'x'),
      },
    });
    const { rows, notes } = read(artifact, {
      'AppDomain-com.example/Documents/one/a.txt': { text: 'Hello' },
      'AppDomain-com.example/Documents/one/a.jpg': { text: '' },
      'AppDomain-com.example/Documents/two/b.txt': { text: '' },
    });
    expect(rows).toMatchObject([
      { app: 'com.example', folder: 'one', stem: 'a', size: 5, text: 'Hello', other: expect.any(String) as string },
      { folder: 'two', stem: 'b', size: 0, text: null, other: null },
    ]);
    expect(new Set(rows.map(({ key }) => key)).size).toBe(2);
    const [row = {}] = rows;
    const place = { domain: 'AppDomain-com.example', relativePath: 'Documents/one/a.txt' };
    const cited = artifact.tables['things']?.sourceRows?.(row);
    expect(cited).toMatchObject([{ tables: [], where: {}, file: { ...place, fileID: row['sourceFile'] } }]);
    expect(notes).toEqual({ 'file-not-in-backup:things.other': 1 });
  });
});

describe('unreadable data', () => {
  it('is reported for its file, and other files are read', () => {
    const artifact = things({
      store: documents('HomeDomain', 'Library/*.plist'),
      rows: '*',
      fields: { name: f.text('.', 'x') },
    });
    const good = { plist: ['a'] };
    const { rows, losses } = read(artifact, { 'HomeDomain/Library/a.plist': { text: 'no' }, [PLIST]: good });
    expect(rows).toHaveLength(1);
    expect(Object.keys(losses)).toHaveLength(1);
    expect(() => read(artifact, { [PLIST]: { text: 'no' } })).toThrow(
      expect.objectContaining({ code: 'MALFORMED_PLIST' }),
    );
  });

  it('is noted for a file of a record without a payload', () => {
    const artifact = things({
      ...inPlist,
      rows: '*',
      fields: { text: f.text(contentsOf('{name}'), 'x') },
    });
    const missing: SourceFileBytes = {
      fileID: 'f'.repeat(40),
      domain: 'HomeDomain',
      relativePath: 'gone.txt',
      size: 5,
      createdAt: null,
      modifiedAt: null,
      state: 'payload-missing',
      read() {
        throw new DomainError('PAYLOAD_MISSING');
      },
      readPart() {
        throw new DomainError('PAYLOAD_MISSING');
      },
    };
    const bytes = exampleBytes({ plist: [{ name: 'gone.txt' }] });
    const list: SourceFileBytes = {
      ...missing,
      relativePath: 'Library/things.plist',
      state: 'present',
      read: () => bytes,
    };
    const named = { 'HomeDomain-gone.txt': missing };
    const { rows, notes } = extractStores(artifact, { store: [] }, { bytes: { store: [list] }, named });
    expect(rows['things']).toMatchObject([{ text: null }]);
    expect(notes).toEqual({ 'unreadable-value:things.text': 1 });
  });

  it('is null and noted for a single value', () => {
    const artifact = things({
      ...inPlist,
      rows: '*',
      fields: {
        at: f.date('at', 'x'),
        inside: f.text('data/x', 'x'),
        code: f.code('code', 'x', { 1: ['one', 'One'] }),
      },
    });
    const plist = [
      { at: 'yesterday', data: Buffer.from('no document'), code: 7 },
      { at: new Date(5), data: new Embedded({ plist: { x: 'y' } }), code: 1 },
    ];
    const { rows, notes } = read(artifact, { [PLIST]: { plist } });
    expect(rows).toMatchObject([
      { at: null, inside: null, code: '7' },
      { at: 5, inside: 'y', code: 'one' },
    ]);
    expect(notes).toEqual({
      'unreadable-value:things.at': 1,
      'unreadable-value:things.inside': 1,
      'unknown-code:things.code:7': 1,
    });
  });

  it('is only noted for an enriching store', () => {
    const artifact = things({
      stores: {
        main: documents('HomeDomain', 'Library/things.plist'),
        names: documents('HomeDomain', 'Library/names.plist', { enriches: true }),
      },
      lookups: { names: { store: 'names', of: '*', key: '@key', value: '.' } },
      rows: '*',
      fields: { name: f.text(['. > names', '.'], 'x') },
    });
    const main = { [PLIST]: { plist: ['a', 'b'] } };
    const names = (contents: ExampleContents) =>
      read(artifact, { ...main, 'HomeDomain/Library/names.plist': contents });
    expect(names({ plist: { a: 'Ada' } }).rows.map(({ name }) => name)).toEqual(['Ada', 'b']);
    const broken = names({ text: 'no' });
    expect(broken.rows.map(({ name }) => name)).toEqual(['a', 'b']);
    expect(Object.keys(broken.notes)).toEqual(['unreadable-store:Library/names.plist']);
    expect(broken.losses).toEqual({});
  });
});

describe('search documents', () => {
  it('are derived from the roles, without secrets', () => {
    const artifact = things({
      ...inPlist,
      rows: '*',
      fields: {
        at: f.unixTime('at', 'x'),
        title: f.text('title', 'x'),
        text: f.text('text', 'x'),
        secret: f.secret('secret', 'x'),
        from: f.handle('from', 'x'),
        latitude: f.latitude('lat', 'x'),
        longitude: f.longitude('lon', 'x'),
        file: f.thisFile('x'),
      },
      show: {
        at: 'at',
        title: ['secret', 'title'],
        text: ['text', 'secret'],
        from: 'from',
        place: { latitude: 'latitude', longitude: 'longitude', name: 'title' },
        file: 'file',
      },
    });
    const plist = [
      { at: 1_700_000_000, title: 'Ti', text: 'Te', secret: 'geheim', from: 'tel:+4930', lat: 1, lon: 2 },
      { title: 'only' },
    ];
    const { documents: found } = read(artifact, { [PLIST]: { plist } });
    expect(found.map(({ document }) => document)).toEqual([
      {
        text: 'Te',
        also: 'Ti\n+4930',
        at: 1_700_000_000_000,
        from: ['+4930'],
        has: ['attachment', 'location'],
        payload: { sender: '+4930', latitude: 1, longitude: 2, locationName: 'Ti' },
      },
      { text: 'only', at: null, has: ['attachment'] },
    ]);
    expect(artifact.kinds['things']).toMatchObject({ id: 'things', show: { order: '-at' } });
    expect(artifact.tables['things']?.indexes).toEqual([['at'], ['from']]);
  });
});
