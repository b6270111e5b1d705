import type { RowOf } from '../../../model/columns.ts';
import { FieldReader } from '../records/field-reader.ts';
import { sourceOf } from '../records/source-columns.ts';
import type { ChatsDeclaration } from './declaration.ts';
import type { MessagesContext } from './messages.ts';
import { type AccountFiles, partsOf } from './part-rows.ts';
import type { calls } from './tables.ts';
import { fieldsOf, pathsOfAll, Values } from './value-sources.ts';

/** A row of the call table. */
export type CallRow = RowOf<typeof calls>;

const CALL = {
  id: 'text',
  chat: 'text',
  person: 'text',
  handle: 'handle',
  name: 'text',
  at: 'integer',
  seconds: 'real',
  direction: 'text',
  isVideo: 'flag',
  isMissed: 'flag',
  isGroup: 'flag',
  outcome: 'text',
} as const;

/** Reads the call log of the app. */
export function* readCalls(
  declaration: ChatsDeclaration,
  files: AccountFiles,
  { people, chats, keys, evaluation }: Pick<MessagesContext, 'people' | 'chats' | 'keys' | 'evaluation'>,
  chatsByHandle: ReadonlyMap<string, number>,
): Generator<CallRow> {
  for (const declared of partsOf(declaration.calls)) {
    const fields = fieldsOf(declared.part, CALL);
    const reader = new FieldReader('calls', fields, evaluation);
    for (const found of files.rows(declared, pathsOfAll(fields), [], { noteOthers: true })) {
      const values = new Values(reader.read(found.row));
      const name = values.text('name');
      const handle = values.text('handle');
      const person = handle === null ? people.named(values.text('person'), name) : people.withHandle(handle, name);
      yield {
        key: keys.keyOf(found),
        callId: values.text('id'),
        chat: chats.get(values.text('chat'))?.key ?? chatsByHandle.get(person?.handle ?? '') ?? null,
        at: values.number('at'),
        seconds: values.number('seconds'),
        direction: values.text('direction') as CallRow['direction'],
        isVideo: values.flag('isVideo'),
        isMissed: values.flag('isMissed'),
        isGroup: values.flag('isGroup'),
        outcome: values.text('outcome'),
        handle: person?.handle ?? null,
        name: person?.name ?? name,
        ...sourceOf(found.row),
      };
    }
  }
}
