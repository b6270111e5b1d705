import { useQuery } from '@tanstack/react-query';
import { type DragEvent, type FormEvent, type ReactNode, useState } from 'react';
import {
  folderListingQuery,
  folderLookQuery,
  foldersQuery,
  startPlacesQuery,
  useAddFolder,
} from '../../../api/folders.ts';
import { Button } from '../../../components/button.tsx';
import { CopyButton } from '../../../components/copy-button.tsx';
import { Dialog } from '../../../components/dialog.tsx';
import { ErrorState } from '../../../components/error-state.tsx';
import { TextField } from '../../../components/text-field.tsx';
import { useHostSystem } from '../../../components/use-host-system.ts';
import { useText } from '../../../i18n/text.tsx';
import { type DroppedFolder, droppedFolder } from './dropped-folder.ts';
import { FolderList } from './folder-list.tsx';
import { FolderPlaces } from './folder-places.tsx';
import { FolderResult } from './folder-result.tsx';

/** A command: the same in every language. */
const COMMAND = 'apple-juicer folders add /path/to/folder';

interface AddFolderProps {
  /** A folder to begin with. */
  readonly dropped: DroppedFolder | null;
  /** Called after adding, too. */
  readonly onClose: () => void;
}

/** A dialog to find a folder with backups on the machine of the server and add it. */
export function AddFolder({ dropped, onClose }: AddFolderProps): ReactNode {
  const t = useText();
  const folders = useQuery(foldersQuery);
  const isManageable = folders.data?.manageable;
  const start = useQuery({ ...startPlacesQuery, enabled: isManageable === true });
  if (isManageable === false) return <NotHere onClose={onClose} />;
  const failed = [folders, start].find(({ error }) => error !== null);
  if (failed?.error) {
    return (
      <Dialog open onOpenChange={onClose} title={t.folders.addTitle}>
        <ErrorState error={failed.error} onRetry={() => void failed.refetch()} />
      </Dialog>
    );
  }
  // Not before the first folder is known: a path that appears in the field later joins what is typed or pasted meanwhile.
  if (folders.data === undefined || start.data === undefined) return null;
  return (
    <Chooser
      isMac={folders.data.platform === 'mac'}
      first={dropped?.path ?? start.data.places[0]?.path ?? null}
      dropped={dropped}
      onClose={onClose}
    />
  );
}

interface ChooserProps extends AddFolderProps {
  readonly isMac: boolean;
  /** The folder to begin with, if there is one. */
  readonly first: string | null;
}

function Chooser({ isMac, first, dropped, onClose }: ChooserProps): ReactNode {
  const t = useText();
  const [folder, setFolder] = useState(first);
  const [text, setText] = useState<string | null>(null);
  const [droppedName, setDroppedName] = useState<string | null>(dropped?.name ?? null);
  const add = useAddFolder();
  const { data: listing } = useQuery({ ...folderListingQuery(folder ?? ''), enabled: folder !== null });
  const { data: look } = useQuery({ ...folderLookQuery(folder ?? ''), enabled: folder !== null });
  const path = listing?.path ?? folder;

  const open = (next: string): void => {
    setFolder(next);
    setText(null);
    setDroppedName(null);
    add.reset();
  };
  const onDrop = (event: DragEvent): void => {
    event.preventDefault();
    event.stopPropagation();
    const next = droppedFolder(event.dataTransfer);
    if (next === null) return;
    const inList = listing?.folders.find(({ name }) => name === next.name);
    if (next.path !== null) open(next.path);
    else if (inList !== undefined) open(inList.path);
    else setDroppedName(next.name);
  };
  const onGo = (event: FormEvent): void => {
    event.preventDefault();
    if (text !== null && text.trim() !== '') open(text.trim());
  };

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t.folders.addTitle}
      description={t.folders.addText}
      width="lg"
      footer={
        <div className="flex w-full flex-wrap items-center gap-3">
          <div className="min-w-0 flex-1 basis-64">{folder === null ? null : <FolderResult path={folder} />}</div>
          <Button onClick={onClose}>{t.common.cancel}</Button>
          <Button
            kind="primary"
            disabled={folder === null || look === undefined || add.isPending}
            onClick={() => add.mutate(look?.path ?? '', { onSuccess: onClose })}
          >
            {add.isPending ? t.folders.adding : look?.backups.length === 0 ? t.folders.submitEmpty : t.folders.submit}
          </Button>
        </div>
      }
    >
      {/* oxlint-disable-next-line jsx-a11y/no-static-element-interactions -- typing and the list do the same */}
      <div className="flex flex-col gap-4" onDragOver={(event) => event.preventDefault()} onDrop={onDrop}>
        <form className="flex items-start gap-2" onSubmit={onGo}>
          <TextField
            className="min-w-0 flex-1"
            label={t.folders.path}
            hint={droppedName === null ? t.folders.pathHint : <CopyHint name={droppedName} />}
            value={text ?? path ?? ''}
            spellCheck={false}
            autoComplete="off"
            onChange={({ target }) => setText(target.value)}
          />
          <Button type="submit" className="mt-6.5" disabled={text === null || text.trim() === ''}>
            {t.folders.go}
          </Button>
        </form>
        {add.error === null ? null : <ErrorState error={add.error} onRetry={() => add.reset()} />}
        <div className="grid gap-3 sm:grid-cols-[13rem_1fr]">
          <FolderPlaces current={path} onOpen={open} />
          <div className="h-72 overflow-y-auto rounded-md border border-line">
            {folder === null ? null : <FolderList path={folder} isMac={isMac} onOpen={open} />}
          </div>
        </div>
      </div>
    </Dialog>
  );
}

/** How to get at the path of a folder whose name only was dropped. */
function CopyHint({ name }: { readonly name: string }): ReactNode {
  const words = useText().folders;
  const [system] = useHostSystem();
  const how = { mac: words.copyMac, windows: words.copyWindows, linux: words.copyOther }[system];
  return (
    <span role="status" className="hostile text-warning">
      {words.dropped({ name })} {how}
    </span>
  );
}

/** For browsers on other machines. */
function NotHere({ onClose }: { readonly onClose: () => void }): ReactNode {
  const t = useText();
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={t.folders.notHere}
      footer={<Button onClick={onClose}>{t.common.close}</Button>}
    >
      <p>{t.folders.notHereText}</p>
      <div className="mt-3 flex items-center gap-2 rounded-md bg-sunken py-1 pr-1 pl-3">
        <code className="min-w-0 flex-1 overflow-x-auto text-sm whitespace-nowrap">{COMMAND}</code>
        <CopyButton text={COMMAND} />
      </div>
    </Dialog>
  );
}
