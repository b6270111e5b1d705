import { hash } from 'node:crypto';
import { kinds, type RegisteredKind } from '../artifacts/kinds.ts';
import { type DeclaredChatRows, registry } from '../artifacts/registry.ts';
import { titleOf } from '../artifacts/title-of.ts';
import type { ChatView, FoundMessageView, MessageView } from '../contract/chat.ts';
import type { ChatAppView } from '../contract/chats.ts';
import type { RecordView } from '../contract/kinds.ts';
import type { PlaceView } from '../contract/places.ts';
import type { SearchHitView } from '../contract/search.ts';
import type { RecordSourceView, TableRowView } from '../contract/tables.ts';
import type { TableDefinition } from '../model/columns.ts';
import type { Example, ExampleFile, ExampleRow } from '../model/example.ts';
import { exampleValues } from '../model/example-row.ts';
import type { BackupId } from '../model/ids.ts';
import { chatAppView } from './chats/chat-apps.ts';
import { declaredChatView } from './chats/declared/chat-view.ts';
import { declaredMessageView } from './chats/declared/message-view.ts';
import { declaredSources } from './chats/declared/sources.ts';
import { ContactDirectory } from './contacts/contact-directory.ts';
import { People } from './people/people.ts';
import { recordView } from './records/record-view.ts';
import { rowView } from './records/row-cells.ts';
import { sourceRowView } from './records/source.ts';
import { hitView } from './search/hit-view.ts';
import { snippetOf } from './search/snippet.ts';

/** The first record of a kind in the example of its artifact. */
interface KindExample {
  readonly kind: RegisteredKind;
  readonly example: Example;
  readonly row: TableRowView;
  readonly record: RecordView;
}

const PEOPLE = new People(new ContactDirectory([], true));

/** Completes a row: examples omit columns with arbitrary values. */
function wholeRow({ columns, primaryKey }: TableDefinition, row: ExampleRow): Record<string, unknown> {
  const empty = Object.entries(columns).map(([name, { kind }]) => [
    name,
    !primaryKey.includes(name) ? null : kind === 'integer' ? 1 : '1',
  ]);
  return { ...Object.fromEntries(empty), ...exampleValues({ columns }, row) };
}

/** Source of the records of an example: the first row of its first file. */
function placeOf({ files: [file] }: Example): { readonly sourceFile: string | null; readonly sourceRow: string } {
  const table = file !== undefined && 'tables' in file.contents ? Object.keys(file.contents.tables)[0] : undefined;
  return {
    sourceFile: file === undefined ? null : fileIDOf(file),
    sourceRow: table === undefined ? '0' : `${table} 1`,
  };
}

function fileIDOf({ domain, relativePath }: Omit<ExampleFile, 'contents'>): string {
  return hash('sha1', `${domain}-${relativePath}`);
}

/** Made when they are asked for: every process and thread that shows contents loads this module. */
function kindExamples(): readonly KindExample[] {
  return registry.flatMap(({ id, example }) =>
    kinds.flatMap((kind) => {
      const first = kind.artifact === id ? example?.rows[kind.table]?.[0] : undefined;
      if (example === undefined || first === undefined) return [];
      const values = { ...wholeRow(kind.definition, first), ...placeOf(example) };
      const row = rowView(values, kind.definition, false);
      return [{ kind, example, row, record: recordView(kind, row, PEOPLE) }];
    }),
  );
}

/** The records of the declarations' examples in all view types of the API. */
export interface ExampleViews {
  /** The first record of each kind. */
  readonly records: readonly RecordView[];
  readonly rows: readonly TableRowView[];
  readonly hits: readonly SearchHitView[];
  /** The hits with a location. */
  readonly places: readonly PlaceView[];
  readonly sources: readonly RecordSourceView[];
  readonly chatApps: readonly ChatAppView[];
  readonly chats: readonly ChatView[];
  readonly messages: readonly MessageView[];
  readonly found: readonly FoundMessageView[];
}

/** The declarations' examples as records of a backup. */
export function exampleViews(backup: BackupId): ExampleViews {
  const examples = kindExamples();
  const hits = examples.map((each) => exampleHit(backup, each));
  const places = examples.flatMap(({ record: { place } }, index) => {
    const hit = hits[index];
    if (hit === undefined || place === null) return [];
    return [{ ...hit, latitude: place.latitude, longitude: place.longitude, locationName: place.name }];
  });
  const chatApps = declaredSources.map((source) => ({
    ...chatAppView(titleOf, source),
    kinds: ['direct' as const],
    chats: 1,
    messages: 1,
  }));
  const messages = chatRows('messages', (title, row) =>
    declaredMessageView(title, row, PEOPLE, { attachments: [], original: null }),
  );
  return {
    records: examples.map(({ record }) => record),
    rows: examples.map(({ row }) => row),
    hits,
    places,
    sources: examples.map((each) => exampleSource(backup, each)),
    chatApps,
    chats: chatRows('chats', (title, row) => declaredChatView(title, row, PEOPLE, null)),
    messages,
    found: messages.flatMap(({ key, sentAt, text }) => {
      const [word] = text?.split(' ', 1) ?? [];
      return text === null || word === undefined ? [] : { key, at: sentAt, ...snippetOf(text, [[0, word.length]]) };
    }),
  };
}

interface ChatRows {
  readonly chats: DeclaredChatRows['chat'];
  readonly messages: DeclaredChatRows['message'];
}

/** The view of the first row of each chat app. */
function chatRows<T extends keyof ChatRows, V>(table: T, view: (title: string, row: ChatRows[T]) => V): V[] {
  return registry.flatMap(({ title, chats, tables, example }) => {
    const name = chats?.[table] ?? '';
    const [definition, first] = [tables[name], example?.rows[name]?.[0]];
    return definition === undefined || first === undefined
      ? []
      : [view(title, wholeRow(definition, first) as ChatRows[T])];
  });
}

function exampleHit(backup: BackupId, { kind, record }: KindExample): SearchHitView {
  const { key, at, title, text, from } = record;
  const displayText = text ?? title ?? '';
  const head = new Map([[`${kind.id} ${key}`, { title, from, utcOffset: null, coded: record.values }]]);
  return hitView(
    {
      backup,
      artifact: kind.artifact,
      type: kind.id,
      ref: key,
      occurredAt: at,
      displayText,
      excerpt: null,
      payload: {},
      highlights: [],
      also: false,
    },
    { people: PEOPLE, chats: new Map(), sentences: new Map(), heads: head, foundIn: new Map() },
  );
}

function exampleSource(backup: BackupId, { kind, example, row, record }: KindExample): RecordSourceView {
  const { artifact, table, definition } = kind;
  const [source] = definition.sourceRows?.(row.values) ?? [];
  const [file] = example.files.map(({ domain, relativePath }) => {
    const fileID = fileIDOf({ domain, relativePath });
    return {
      artifact,
      store: source?.store ?? '',
      fileID,
      domain,
      relativePath,
      size: 40_960,
      sha256: hash('sha256', fileID),
    };
  });
  const files = file === undefined ? [] : [file];
  const cited = source === undefined ? null : sourceRowView(source, files, backup);
  const rows = cited === null ? [] : [cited];
  return { backup, artifact, table, key: record.key, title: titleOf(artifact), version: 1, rows, files };
}
