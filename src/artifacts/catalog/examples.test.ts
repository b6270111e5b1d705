import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { documentedArtifact } from '../../../test/support/artifacts/documented-artifact.ts';
import { damage, extractFiles, type TestFile } from '../../../test/support/artifacts/extract-files.ts';
import { rounds } from '../../../test/support/depth.ts';
import { mutated, readOrRefuse, SEED } from '../../../test/support/formats/mutations.ts';
import { ERROR_TABLE, type ErrorCode } from '../../model/errors.ts';
import type { Example } from '../../model/example.ts';
import { exampleValues } from '../../model/example-row.ts';
import { exampleBytes } from '../../synthetic/examples/example-bytes.ts';
import type { ArtifactDefinition } from '../kit/artifact.ts';
import type { ChatTableNames } from '../kit/chats/table-names.ts';
import { catalog } from '../load-catalog.ts';

/** Damaged copies of each file of an example; at quick depth few, as there are a hundred files. */
const DAMAGED = rounds(60, 1);

const examples = [...catalog, await documentedArtifact()].flatMap((artifact) =>
  artifact.example === undefined ? [] : [[artifact.id, artifact, artifact.example] as const],
);

const filesOf = ({ files }: Example): readonly TestFile[] =>
  files.map(({ domain, relativePath, contents }) => ({ domain, relativePath, bytes: exampleBytes(contents) }));

/** Columns that every chat app fills. Which others it fills depends on the app: a declaration with all is tested in the kit. */
const OF_EVERY_APP: Readonly<Record<keyof ChatTableNames, readonly string[]>> = {
  chats: [
    'chatId',
    'kind',
    'handle',
    'participants',
    'messageCount',
    'firstAt',
    'lastAt',
    'lastMessage',
    'sourceFile',
    'sourceRow',
  ],
  items: ['chat', 'at', 'message'],
  messages: [
    'messageId',
    'chat',
    'isFromMe',
    'sender',
    'kind',
    'text',
    'sentAt',
    'attachmentCount',
    'sourceFile',
    'sourceRow',
  ],
  attachments: ['message', 'chat', 'state', 'sourceFile', 'sourceRow'],
  calls: ['callId', 'chat', 'direction', 'isMissed', 'handle', 'sourceFile', 'sourceRow'],
};

/** True for the table of attachments of an app that is declared without them, which is always empty. */
const isWithoutParts = ({ chats }: Pick<ArtifactDefinition, 'chats'>, { rows }: Example, table: string): boolean =>
  chats?.attachments === table && rows[table] === undefined;

/** Null for tables of artifacts that are no chat apps. */
function columnsOfEveryApp({ chats }: Pick<ArtifactDefinition, 'chats'>, table: string): readonly string[] | null {
  const part = Object.entries(chats ?? {}).find(([, name]) => name === table)?.[0];
  return part === undefined ? null : OF_EVERY_APP[part as keyof ChatTableNames];
}

const ALL_CODES = Object.keys(ERROR_TABLE) as ErrorCode[];

describe.each(examples)('the example of %s', (_, artifact, example) => {
  let extracted: ReturnType<typeof extractFiles> | undefined;
  /** What is read from the example; tests change nothing of it. */
  const read = () => (extracted ??= extractFiles(artifact, filesOf(example)));

  it('has rows for every table that people see', () => {
    expect(Object.keys(example.rows)).toEqual(expect.arrayContaining(Object.keys(artifact.kinds)));
    for (const rows of Object.values(example.rows)) expect(rows.length).toBeGreaterThan(0);
  });

  it('names icons that Lucide has', () => {
    for (const kind of Object.values(artifact.kinds)) {
      expect(kind?.icon).toSatisfy((icon: string) =>
        existsSync(fileURLToPath(import.meta.resolve(`lucide-react/icons/${icon}`))),
      );
    }
  });

  it('gives its expected rows without losses', () => {
    const { rows, losses, refused, found } = read();
    // Chats are made of their messages.
    const counted = artifact.chats === undefined ? Object.keys(rows) : [artifact.chats.messages, artifact.chats.calls];
    expect(found).toBe(counted.reduce((sum, table) => sum + (rows[table ?? '']?.length ?? 0), 0));
    for (const [table, expected] of Object.entries(example.rows)) {
      expect(rows[table]).toEqual(
        expected.map((row) => expect.objectContaining(exampleValues(artifact.tables[table] ?? { columns: {} }, row))),
      );
    }
    expect({ losses, refused }).toEqual({ losses: {}, refused: 0 });
  });

  it('has a value for every field in some row', () => {
    const { rows } = read();
    for (const [table, { columns }] of Object.entries(artifact.tables)) {
      if (isWithoutParts(artifact, example, table)) continue;
      const fields = columnsOfEveryApp(artifact, table) ?? Object.keys(columns);
      const empty = fields.filter((column) => rows[table]?.every((row) => row[column] === null));
      expect(empty, table).toEqual([]);
    }
  });

  it('has unique keys', () => {
    const { rows } = read();
    for (const [table, { primaryKey }] of Object.entries(artifact.tables)) {
      const keys = rows[table]?.map((row) => JSON.stringify(primaryKey.map((column) => row[column]))) ?? [];
      expect(new Set(keys).size).toBe(keys.length);
    }
  });

  it('never searches what is secret', () => {
    const { rows, documents } = read();
    const searched = JSON.stringify(documents);
    for (const [table, { columns }] of Object.entries(artifact.tables)) {
      const secrets = Object.keys(columns).filter((column) => columns[column]?.format === 'secret');
      for (const row of rows[table] ?? []) {
        for (const value of secrets.map((column) => row[column])) {
          if (typeof value === 'string') expect(searched).not.toContain(value);
        }
      }
    }
  });

  it('is read or refused when its files are damaged', () => {
    const files = filesOf(example);
    for (const [index, file] of files.entries()) {
      const isDatabase = Buffer.from(file.bytes.subarray(0, 6)).equals(Buffer.from('SQLite'));
      const damaged = isDatabase
        ? fc
            .infiniteStream(fc.nat())
            .map((numbers) => damage(file.bytes, (limit) => (numbers.next().value ?? 0) % limit))
        : mutated([file.bytes]);
      fc.assert(
        fc.property(damaged, (bytes) => {
          const some = files.map((each, at) => (at === index ? { ...file, bytes } : each));
          readOrRefuse(() => extractFiles(artifact, some), ...ALL_CODES);
        }),
        { numRuns: DAMAGED, seed: SEED },
      );
    }
  });

  it('is read or refused when its files are empty or missing', () => {
    const files = filesOf(example);
    for (const [index, file] of files.entries()) {
      const empty = files.map((each, at) => (at === index ? { ...file, bytes: new Uint8Array() } : each));
      for (const some of [empty, files.toSpliced(index, 1)]) {
        readOrRefuse(() => extractFiles(artifact, some), ...ALL_CODES);
      }
    }
  });
});
