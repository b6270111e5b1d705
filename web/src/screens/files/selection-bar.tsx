import { FolderDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { useArchive } from '../../api/downloads.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { formatBytes } from '../../format/numbers.ts';
import { useText } from '../../i18n/text.tsx';
import type { Selection } from './selection.ts';

/** Selected files with actions, shown below the list while there are any. */
export function SelectionBar({
  backup,
  selection,
}: {
  readonly backup: string;
  readonly selection: Selection;
}): ReactNode {
  const words = useText().files;
  const archive = useArchive(backup);
  const { files, clear } = selection;
  if (files.size === 0) return null;
  const bytes = [...files.values()].reduce((sum, { sizeHint }) => sum + (sizeHint ?? 0), 0);
  return (
    <section aria-label={words.selected({ count: files.size })} className="border-t border-line bg-raised">
      {archive.error === null ? null : <ErrorState error={archive.error} onRetry={() => archive.reset()} />}
      <div className="flex items-center gap-2 px-3 py-2">
        <IconButton label={words.clearSelection} onClick={clear}>
          <X size={16} />
        </IconButton>
        <p role="status" className="min-w-0 flex-1 truncate text-sm">
          {[words.selected({ count: files.size }), formatBytes(bytes)].join(' · ')}
        </p>
        <Button
          kind="primary"
          size="sm"
          icon={<FolderDown size={15} />}
          aria-disabled={archive.isPending}
          onClick={() =>
            archive.isPending ? undefined : archive.mutate({ files: [...files.keys()] }, { onSuccess: clear })
          }
        >
          {archive.isPending ? words.preparing : words.downloadSelected}
        </Button>
      </div>
    </section>
  );
}
