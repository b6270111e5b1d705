import { Link } from '@tanstack/react-router';
import { ListChecks, LockKeyhole, Paperclip, Pin, Users, Zap } from 'lucide-react';
import type { ReactNode } from 'react';
import type { NoteSummaryView } from '../../../../src/contract/notes.ts';
import { classes } from '../../components/classes.ts';
import { LIST_ROW } from '../../components/list-pane.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { MarkSigns } from '../../marks/mark-signs.tsx';
import { RowLines } from '../../records/row-lines.tsx';
import { type NoteSearch, toNote } from './note-search.ts';

/** A note in the list. */
export function NoteRow({
  backup,
  note,
  search,
  withFolder,
}: {
  readonly backup: string;
  readonly note: NoteSummaryView;
  readonly search: NoteSearch;
  /** True to show the folder, in a list of several folders. */
  readonly withFolder: boolean;
}): ReactNode {
  const t = useText();
  const { key, title, folderName, createdAt, modifiedAt } = note;
  const snippet = readable(note.snippet);
  return (
    <Link
      to="/b/$backupId/notes"
      params={{ backupId: backup }}
      search={toNote(search, key)}
      className={classes(LIST_ROW, 'items-start')}
    >
      <RowLines
        title={title}
        marks={
          <>
            <NoteMarks note={note} />
            <MarkSigns backup={backup} kind="note" recordKey={key} />
          </>
        }
        below={
          <>
            <span className="shrink-0 tabular-nums">
              <Time at={search.sort === 'created' ? createdAt : (modifiedAt ?? createdAt)} format="day" />
            </span>
            <span className="hostile min-w-0 flex-1 truncate">
              {snippet === '' && note.attachmentCount > 0
                ? t.notes.attachments({ count: note.attachmentCount })
                : snippet}
            </span>
          </>
        }
        foot={withFolder ? folderName : null}
      />
    </Link>
  );
}

/** Icons of a note: pinned, locked, Quick Note, shared, checklist, attachments. */
function NoteMarks({ note }: { readonly note: NoteSummaryView }): ReactNode {
  const words = useText().notes;
  const marks = [
    [note.isPinned, Pin, words.isPinned],
    [note.isLocked, LockKeyhole, words.isLocked],
    [note.isQuickNote, Zap, words.isQuickNote],
    [note.isShared, Users, words.isShared],
    [note.hasChecklist, ListChecks, words.hasChecklist],
    [note.attachmentCount > 0, Paperclip, words.attachments({ count: note.attachmentCount })],
  ] as const;
  return (
    <span className="flex shrink-0 gap-1.5 text-muted">
      {marks.map(([shown, Icon, label]) =>
        shown ? (
          <span key={label} title={label}>
            <Icon size={13} aria-hidden />
            <span className="sr-only">{label}</span>
          </span>
        ) : null,
      )}
    </span>
  );
}

/** A snippet without placeholders of attachments (U+FFFC). */
function readable(snippet: string | null): string {
  return (snippet ?? '').replaceAll('\u{FFFC}', ' ').trim();
}
