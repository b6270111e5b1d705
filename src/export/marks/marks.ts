import type { MessageView } from '../../contract/chat.ts';
import type { KindColumnView, KindView, RecordView } from '../../contract/kinds.ts';
import type { Mark } from '../../model/mark.ts';
import type { Words } from '../language/words.ts';

/** Marks of the records of one kind, by key. */
export type Marks = ReadonlyMap<string, Mark>;

/** A message with what people put on it. */
export type MarkedMessage = MessageView & { readonly mark?: ExportedMark };

/** A mark as exports have it. */
type ExportedMark = Pick<Mark, 'starred' | 'tags' | 'note'>;

/** Columns of records, if any record of their kind has a mark. */
const COLUMNS: readonly KindColumnView[] = [
  column('mark_star', 'boolean', 'Star', 'True if a person starred it in Apple Juicer.'),
  column('mark_tags', 'text', 'Tags', 'Tags that people gave it in Apple Juicer, separated by semicolons.'),
  column('mark_note', 'text', 'Own note', 'What people noted on it in Apple Juicer.'),
];

/** A kind with the columns of marks, if there are any. */
export function withMarkColumns(kind: KindView, marks: Marks): KindView {
  return marks.size === 0 ? kind : { ...kind, columns: [...kind.columns, ...COLUMNS] };
}

/** A record with its mark in the columns of {@link withMarkColumns}. */
export function markedRecord(record: RecordView, marks: Marks): RecordView {
  const mark = marks.get(record.key);
  if (mark === undefined) return record;
  const { starred, tags, note } = mark;
  const values = { mark_star: starred, mark_tags: tags.length === 0 ? null : tags.join('; '), mark_note: note };
  return { ...record, values: { ...record.values, ...values } };
}

/** A message with its mark. */
export function markedMessage(message: MessageView, marks: Marks): MarkedMessage {
  const mark = marks.get(message.key);
  return mark === undefined ? message : { ...message, mark: exportedMark(mark) };
}

/** The mark of a message as words. */
export function markWords({ mark }: MarkedMessage, { text }: Pick<Words, 'text'>): string[] {
  if (mark === undefined) return [];
  const { starred, tags, note } = mark;
  return [
    ...(starred ? ['★'] : []),
    ...tags.map((tag) => `#${tag}`),
    ...(note === null ? [] : [text.message.note({ text: note })]),
  ];
}

/** A mark without its key and times. */
export function exportedMark({ starred, tags, note }: Mark): ExportedMark {
  return { starred, tags, note };
}

function column(name: string, kind: KindColumnView['kind'], label: string, description: string): KindColumnView {
  return {
    name,
    kind,
    format: null,
    description,
    names: { en: label },
    descriptions: {},
    labels: null,
    isKey: false,
    isSortable: false,
  };
}
