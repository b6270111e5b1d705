import { FolderDown, X } from 'lucide-react';
import type { ReactNode } from 'react';
import { Button } from '../../components/button.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { MarkMany } from '../../marks/mark-many.tsx';
import type { PhotoSelection } from './use-photo-selection.ts';

/** How many photos are chosen, with what can be done with them. */
export function SelectionBar({
  selection,
  total,
  backup,
  keys,
  onExport,
}: {
  readonly selection: PhotoSelection;
  readonly total: number;
  readonly backup: string;
  /** Keys of the selected photos. */
  readonly keys: () => Promise<readonly string[]>;
  readonly onExport: () => void;
}): ReactNode {
  const words = useText().photos;
  const { chosen, end, toggleAll } = selection;
  useShortcuts([
    { keys: 'escape', group: words.title, label: words.endSelection, run: end },
    { keys: 'a', group: words.title, label: words.chooseAll, run: () => toggleAll(0, total) },
  ]);
  return (
    <section
      aria-label={words.selection}
      className="flex flex-wrap items-center gap-2 border-t border-line bg-raised px-4 py-2 sm:px-8"
    >
      <IconButton label={words.endSelection} onClick={end}>
        <X size={16} />
      </IconButton>
      <p role="status" className="min-w-0 flex-1 truncate text-sm">
        {words.selected({ count: chosen.size })}
      </p>
      <Button size="sm" onClick={() => toggleAll(0, total)}>
        {words.chooseAll}
      </Button>
      <MarkMany backup={backup} kind="photo" count={chosen.size} keys={keys} size="sm" />
      <Button kind="primary" size="sm" icon={<FolderDown size={15} />} disabled={chosen.size === 0} onClick={onExport}>
        {words.export.selected}
      </Button>
    </section>
  );
}
