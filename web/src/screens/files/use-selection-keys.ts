import type { FileView } from '../../../../src/contract/files.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { isSavable, type Selection } from './selection.ts';

/** x selects the focused file, a all files of the list. */
export function useSelectionKeys(
  frame: { readonly current: HTMLElement | null },
  files: readonly FileView[],
  fileAt: (index: number) => FileView | null,
  selection: Selection,
): void {
  const { title, keys, selectAll } = useText().files;
  useShortcuts([
    {
      keys: 'x',
      group: title,
      label: keys.select,
      run: () => {
        const row = document.activeElement;
        if (!(row instanceof HTMLElement) || frame.current?.contains(row) !== true) return;
        const file = fileAt(Number(row.dataset['row'] ?? -1));
        if (file !== null && isSavable(file)) selection.toggle(file);
      },
    },
    { keys: 'a', group: title, label: selectAll, run: () => selection.add(files.filter(isSavable)) },
  ]);
}
