import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { StickyNote } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { ListAndRecord } from '../../records/list-and-record.tsx';
import { FolderPane } from './folder-pane.tsx';
import { NoteList } from './note-list.tsx';
import { NotePane } from './note-pane.tsx';
import { readNoteSearch, toNote } from './note-search.ts';

/** The screen Notes. */
export const Route = createLazyRoute('/b/$backupId/notes')({ component: NotesScreen });

const route = getRouteApi('/b/$backupId/notes');

function NotesScreen(): ReactNode {
  const t = useText();
  const { change } = useAddress(readNoteSearch);
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const { n } = search;
  return (
    <div className="flex h-full">
      <FolderPane backup={backupId} search={search} />
      <div className="min-w-0 flex-1">
        <ListAndRecord
          title={t.notes.title}
          close={{ label: t.notes.close, run: () => void change((now) => toNote(now)) }}
          pick={{ icon: <StickyNote size={24} />, title: t.notes.pick, text: t.notes.pickText }}
          list={<NoteList backup={backupId} search={search} />}
          record={n === undefined ? null : <NotePane key={n} backup={backupId} noteKey={n} search={search} />}
        />
      </div>
    </div>
  );
}
