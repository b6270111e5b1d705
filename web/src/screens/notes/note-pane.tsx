import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CloudOff, FileWarning } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NoteView } from '../../../../src/contract/notes.ts';
import { type NoteContent, noteQuery } from '../../api/notes.ts';
import { EmptyState } from '../../components/empty-state.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { ExportMenu } from '../../components/export-menu.tsx';
import { BackLabel, DetailPane } from '../../components/list-pane.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { LockedNote } from './locked-note.tsx';
import { NoteBody } from './note-body.tsx';
import { NoteFacts } from './note-facts.tsx';
import { type NoteSearch, toNote } from './note-search.ts';

/** One note. A new `key` for each, so that one that was opened with its password closes when another is shown. */
export function NotePane({
  backup,
  noteKey,
  search,
}: {
  readonly backup: string;
  readonly noteKey: string;
  readonly search: NoteSearch;
}): ReactNode {
  const t = useText();
  const [opened, setOpened] = useState<NoteContent | null>(null);
  const { data: note, error, refetch } = useQuery(noteQuery(backup, noteKey));
  return (
    <DetailPane
      title={note?.title ?? t.notes.title}
      back={
        <Link to="/b/$backupId/notes" params={{ backupId: backup }} search={toNote(search)}>
          <BackLabel />
        </Link>
      }
      lead={note === undefined ? null : <NoteLead note={note} />}
      actions={
        note === undefined ? null : (
          <>
            <ExportMenu backup={backup} what="notes" formats={['markdown', 'html', 'txt']} keys={[note.key]} />
            <SourceButton backup={backup} artifact="notes" table="notes" rowKey={note.key} />
          </>
        )
      }
    >
      <section
        aria-label={note?.title ?? t.notes.title}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls has to be reachable by keyboard
        tabIndex={0}
        className="min-h-0 flex-1 overflow-y-auto bg-surface"
      >
        <div className="mx-auto flex max-w-180 flex-col gap-8 px-5 py-6 md:px-10 md:py-8">
          {error !== null ? (
            <ErrorState error={error} onRetry={() => void refetch()} />
          ) : note === undefined ? (
            <NoteSkeleton />
          ) : (
            <>
              {note.isDeleted ? (
                <p className="rounded-md bg-warning-soft px-3 py-2 text-warning">{t.notes.goneText}</p>
              ) : null}
              <NoteText backup={backup} note={note} opened={opened} onOpened={setOpened} />
              <NoteFacts note={note} />
            </>
          )}
        </div>
      </section>
    </DetailPane>
  );
}

function NoteLead({ note: { account, folderName, modifiedAt } }: { readonly note: NoteView }): ReactNode {
  const t = useText();
  return (
    <span className="flex flex-wrap items-baseline gap-x-3">
      <span className="hostile truncate">{[account, folderName].filter((name) => name !== null).join(' › ')}</span>
      {modifiedAt === null ? null : (
        <span className="hidden sm:inline">
          {t.notes.changed} <Time at={modifiedAt} />
        </span>
      )}
    </span>
  );
}

function NoteText({
  backup,
  note,
  opened,
  onOpened,
}: {
  readonly backup: string;
  readonly note: NoteView;
  readonly opened: NoteContent | null;
  readonly onOpened: (content: NoteContent) => void;
}): ReactNode {
  const words = useText().notes;
  const document = opened?.document ?? note.document;
  if (document !== null) {
    return (
      <>
        {opened === null ? null : <p className="text-sm text-muted">{words.lock.opened}</p>}
        <NoteBody backup={backup} document={document} attachments={note.attachments} />
      </>
    );
  }
  if (note.isLocked) {
    return <LockedNote backup={backup} noteKey={note.key} title={note.title} lock={note.lock} onOpened={onOpened} />;
  }
  const reason = note.bodyState === 'not-downloaded' ? words.notDownloaded : words.unreadable;
  return (
    <EmptyState
      icon={note.bodyState === 'not-downloaded' ? <CloudOff size={24} /> : <FileWarning size={24} />}
      title={reason.title}
      text={reason.text}
    />
  );
}

function NoteSkeleton(): ReactNode {
  const t = useText();
  return (
    <div role="status" aria-label={t.common.loading} className="flex flex-col gap-3">
      <Skeleton className="h-7 w-1/2 rounded-md" />
      <Skeleton className="mt-2 h-4 w-full rounded-sm" />
      <Skeleton className="h-4 w-5/6 rounded-sm" />
      <Skeleton className="h-4 w-2/3 rounded-sm" />
    </div>
  );
}
