import { type ReactNode, useMemo, useState } from 'react';
import type { NoteAttachmentView, NoteView } from '../../../../src/contract/notes.ts';
import type { NoteFileKeys } from '../../api/notes.ts';
import { Button } from '../../components/button.tsx';
import { useText } from '../../i18n/text.tsx';
import { depthOf, type Group, groupBlocks, type NoteTable, type Paragraph } from './group-blocks.ts';
import { NoteListView } from './note-list-view.tsx';
import { NoteSpans } from './note-spans.tsx';
import { Surroundings, surroundingsOf } from './note-surroundings.ts';

/** Number of paragraphs rendered at once: a crafted note can have any number. */
const AT_ONCE = 1500;

/** Indent per level, in em. */
const INDENT_EM = 2;

/** The text of a note, rendered as elements of the page, never as HTML of the backup. */
export function NoteBody({
  backup,
  document: { blocks },
  attachments,
  links,
  fileKeys,
}: {
  readonly backup: string;
  readonly document: NonNullable<NoteView['document']>;
  readonly attachments: readonly NoteAttachmentView[];
  readonly links: NoteView['links'];
  /** What opens files of a locked note. */
  readonly fileKeys?: NoteFileKeys | undefined;
}): ReactNode {
  const t = useText();
  const [shown, setShown] = useState(AT_ONCE);
  const groups = useMemo(() => groupBlocks(blocks.slice(0, shown)), [blocks, shown]);
  const surroundings = useMemo(
    () => surroundingsOf(backup, attachments, links, fileKeys),
    [backup, attachments, links, fileKeys],
  );
  const rest = blocks.length - shown;
  if (blocks.length === 0) return <p className="text-muted">{t.notes.empty}</p>;
  return (
    <Surroundings value={surroundings}>
      <div className="flex flex-col items-stretch gap-1.5 text-lg leading-relaxed">
        <Groups groups={groups} />
      </div>
      {rest <= 0 ? null : (
        <Button onClick={() => setShown(shown + AT_ONCE)}>{t.notes.more({ count: Math.min(rest, AT_ONCE) })}</Button>
      )}
    </Surroundings>
  );
}

function Groups({ groups }: { readonly groups: readonly Group[] }): ReactNode {
  // Blocks have no ids, and documents do not change.
  return groups.map((group, index) => <GroupView key={`${index}`} group={group} />);
}

function GroupView({ group }: { readonly group: Group }): ReactNode {
  if (group.kind === 'paragraph') return <ParagraphView paragraph={group.paragraph} />;
  if (group.kind === 'list') return <NoteListView list={group} />;
  if (group.kind === 'table') return <TableView table={group.table} />;
  if (group.kind === 'code') return <Code paragraphs={group.paragraphs} />;
  return (
    <blockquote className="flex flex-col gap-1.5 border-l-3 border-edge pl-4 text-muted">
      <Groups groups={group.groups} />
    </blockquote>
  );
}

function Code({ paragraphs }: { readonly paragraphs: readonly Paragraph[] }): ReactNode {
  return (
    <pre dir="auto" className="rounded-md bg-sunken px-3 py-2 font-mono text-sm leading-6 whitespace-pre-wrap">
      {paragraphs.map((paragraph, index) => (
        <div key={`${index}`} className="hostile min-h-6">
          <NoteSpans paragraph={paragraph} />
        </div>
      ))}
    </pre>
  );
}

const HEADINGS = {
  title: ['h2', 'text-2xl font-semibold tracking-tight leading-snug mb-1'],
  heading: ['h3', 'text-xl font-semibold leading-snug mt-3'],
  subheading: ['h4', 'text-lg font-semibold mt-2'],
} as const satisfies Readonly<Record<string, readonly [string, string]>>;

const ALIGNED: Readonly<Record<string, 'center' | 'right' | 'justify'>> = {
  center: 'center',
  right: 'right',
  justified: 'justify',
};

function ParagraphView({ paragraph }: { readonly paragraph: Paragraph }): ReactNode {
  const { style, alignment, spans } = paragraph;
  const heading = style === 'title' || style === 'heading' || style === 'subheading' ? HEADINGS[style] : null;
  const isEmpty = spans.every(({ text, attachment }) => text.trim() === '' && attachment === undefined);
  // A heading without text is not a heading.
  const [Tag, looks] = heading === null || isEmpty ? (['div', ''] as const) : heading;
  const textAlign = typeof alignment === 'string' ? ALIGNED[alignment] : undefined;
  const depth = depthOf(paragraph);
  return (
    <Tag
      dir="auto"
      className={`hostile min-h-[1.6em] whitespace-pre-wrap ${looks}`}
      style={{
        ...(textAlign === undefined ? {} : { textAlign }),
        ...(depth === 0 ? {} : { marginInlineStart: `${depth * INDENT_EM}em` }),
      }}
    >
      <NoteSpans paragraph={paragraph} />
    </Tag>
  );
}

function TableView({ table: { rows, rightToLeft } }: { readonly table: NoteTable }): ReactNode {
  const words = useText().notes.attachment;
  return (
    <div
      role="region"
      aria-label={words.kinds['table']}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- scrollable content must be reachable by keyboard
      tabIndex={0}
      className="my-2 max-w-full overflow-x-auto"
    >
      <table dir={rightToLeft === true ? 'rtl' : undefined} className="border-collapse text-base">
        <tbody>
          {rows.map((cells, row) => (
            <tr key={`${row}`}>
              {cells.map((paragraphs, column) => (
                <td key={`${column}`} dir="auto" className="min-w-20 border border-line px-3 py-1.5 align-top">
                  <Groups groups={groupBlocks(paragraphs)} />
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}
