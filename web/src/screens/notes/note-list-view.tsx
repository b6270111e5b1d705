import { Check } from 'lucide-react';
import type { ReactNode } from 'react';
import { classes } from '../../components/classes.ts';
import { useText } from '../../i18n/text.tsx';
import type { ListItem, NoteList } from './group-blocks.ts';
import { NoteSpans } from './note-spans.tsx';

/** Styles of lists; dashed ones have a dash as their marker. */
const LOOKS: Readonly<Record<string, string>> = {
  bulleted: 'list-disc pl-6',
  dashed: "list-['–__'] pl-6",
  numbered: 'list-decimal pl-7',
  checklist: 'list-none',
};

/** A list with nested lists. */
export function NoteListView({ list: { style, items } }: { readonly list: NoteList }): ReactNode {
  const Tag = style === 'numbered' ? 'ol' : 'ul';
  const start = Number(items[0]?.paragraph['start'] ?? 1);
  return (
    <Tag
      className={classes('flex flex-col gap-1', LOOKS[style])}
      {...(style === 'checklist' ? { role: 'list' } : {})}
      {...(style === 'numbered' && start > 1 ? { start } : {})}
    >
      {items.map((item, index) => (
        <ItemView key={`${index}`} item={item} style={style} />
      ))}
    </Tag>
  );
}

function ItemView({
  item: { paragraph, lists },
  style,
}: {
  readonly item: ListItem;
  readonly style: string;
}): ReactNode {
  const nested = lists.map((list, index) => <NoteListView key={`${index}`} list={list} />);
  if (style !== 'checklist') {
    return (
      <li dir="auto" className="hostile list-item whitespace-pre-wrap">
        <NoteSpans paragraph={paragraph} />
        {nested}
      </li>
    );
  }
  const done = paragraph['done'] === true;
  return (
    <li dir="auto" className="flex flex-col gap-1">
      <div className="flex items-start gap-2.5">
        <Box done={done} />
        <div className={classes('hostile min-w-0 flex-1 whitespace-pre-wrap', done && 'text-muted')}>
          <NoteSpans paragraph={paragraph} />
        </div>
      </div>
      {nested.length === 0 ? null : <div className="pl-7">{nested}</div>}
    </li>
  );
}

/** A read-only checkbox. */
function Box({ done }: { readonly done: boolean }): ReactNode {
  const words = useText().notes;
  return (
    <span
      role="img"
      aria-label={done ? words.done : words.open}
      className={classes(
        'mt-1 inline-flex size-4.5 shrink-0 items-center justify-center rounded-full border',
        done ? 'border-accent bg-accent text-on-accent' : 'border-edge',
      )}
    >
      {done ? <Check size={12} strokeWidth={3.5} aria-hidden /> : null}
    </span>
  );
}
