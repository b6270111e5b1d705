import type { TableDefinition } from '../../../model/columns.ts';
import type { Example, ExampleRow } from '../../../model/example.ts';
import { filesOfExample } from '../records/example.ts';
import type { RecordStore } from '../records/stores.ts';
import { recordValues } from '../records/text-table.ts';
import type { ChatsDeclaration } from './declaration.ts';
import type { ChatTableNames } from './table-names.ts';
import { attachments, calls, chats, messages } from './tables.ts';

/** The example of a chat app: its files, and the rows by table. */
export function exampleOf(
  declaration: ChatsDeclaration,
  names: ChatTableNames,
  stores: Readonly<Record<string, RecordStore>>,
): Example {
  const { example } = declaration;
  return {
    files: filesOfExample(declaration, stores),
    rows: {
      [names.chats]: rowsOf(example.chats, chats),
      [names.messages]: rowsOf(example.messages, messages),
      ...(declaration.attachments === undefined
        ? {}
        : { [names.attachments]: rowsOf(example.attachments ?? [], attachments) }),
      ...(names.calls === null ? {} : { [names.calls]: rowsOf(example.calls ?? [], calls) }),
    },
  };
}

function rowsOf(
  rows: string | readonly ExampleRow[],
  { columns }: Pick<TableDefinition, 'columns'>,
): readonly ExampleRow[] {
  if (typeof rows !== 'string') return rows;
  return recordValues(rows, Object.fromEntries(Object.entries(columns).map(([name, column]) => [name, { column }])));
}
