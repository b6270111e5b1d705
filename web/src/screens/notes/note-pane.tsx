import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { CloudOff, FileWarning } from 'lucide-react';
import { type ReactNode, useState } from 'react';
import type { NoteView, OpenedNoteView } from '../../../../src/contract/notes.ts';
import { noteQuery } from '../../api/notes.ts';
import { Button } from '../../components/button.tsx';
import { EmptyState } from '../../components/empty-state.tsx';
import { ExportMenu } from '../../components/export/export-menu.tsx';
import { Skeleton } from '../../components/skeleton.tsx';
import { SourceButton } from '../../components/source-button.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { MarkButtons } from '../../marks/mark-buttons.tsx';
import { RecordPane } from '../../records/record-pane.tsx';
import { LockedNote } from './locked-note.tsx';
import { NoteBody } from './note-body.tsx';
import { NoteFacts } from './note-facts.tsx';
import { type NoteSearch, toNote } from './note-search.ts';

/** A note. Needs a `key` per note, so that an unlocked note is closed when another one is shown. */
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
  const [opened, setOpened] = useState<OpenedNoteView | null>(null);
  const query = useQuery(noteQuery(backup, noteKey));
  return (
    <RecordPane
      backup={backup}
      title={query.data?.title ?? t.notes.title}
      back={{ to: '/b/$backupId/notes', params: { backupId: backup }, search: toNote(search) }}
      query={query}
      isPaper
      skeleton={<NoteSkeleton />}
      renderLead={(note) => <NoteLead note={note} />}
      renderActions={({ key, lock }) => (
        <>
          <MarkButtons backup={backup} kind="note" recordKey={key} />
          <ExportMenu backup={backup} what="notes" keys={[key]} hasLockedNotes={lock?.scheme === 'password'} />
          <SourceButton backup={backup} artifact="notes" table="notes" rowKey={key} />
        </>
      )}
    >
      {(note) => (
        <>
          {note.isDeleted ? (
            <p className="rounded-md bg-warning-soft px-3 py-2 text-warning">{t.notes.goneText}</p>
          ) : null}
          <NoteText backup={backup} note={note} opened={opened} onOpened={setOpened} />
          <NoteFacts note={note} />
        </>
      )}
    </RecordPane>
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
  readonly opened: OpenedNoteView | null;
  readonly onOpened: (note: OpenedNoteView) => void;
}): ReactNode {
  const t = useText();
  const words = t.notes;
  const document = opened?.document ?? note.document;
  if (document !== null) {
    return (
      <>
        {opened === null ? null : <p className="text-sm text-muted">{words.lock.opened}</p>}
        <NoteBody
          backup={backup}
          document={document}
          attachments={(opened ?? note).attachments}
          links={(opened ?? note).links}
          fileKeys={opened?.fileKeys}
        />
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
    >
      <Button asChild>
        <Link to="/b/$backupId/ledger" params={{ backupId: backup }} search={{ open: 'notes' }}>
          {t.records.none.ledger}
        </Link>
      </Button>
    </EmptyState>
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
