import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { PICK, SplitView } from '../components/split-view.tsx';
import { useShortcuts } from '../keyboard/shortcuts.ts';

/** A list next to the open record; Escape closes the record. */
export function ListAndRecord({
  title,
  list,
  record,
  pick,
  close,
  printsList = false,
}: {
  readonly title: string;
  readonly list: ReactNode;
  /** Null if none is open. */
  readonly record: ReactNode;
  /** Message shown if no record is open. */
  readonly pick: { readonly icon: ReactNode; readonly title: string; readonly text: string };
  readonly close: { readonly label: string; readonly run: () => void };
  /** See {@link SplitView}. */
  readonly printsList?: boolean;
}): ReactNode {
  const isOpen = record !== null;
  useShortcuts(isOpen ? [{ keys: 'escape', group: title, ...close }] : []);
  return (
    <SplitView
      listLabel={title}
      chosen={isOpen}
      printsList={printsList}
      list={list}
      detail={
        isOpen ? (
          record
        ) : (
          <div className={PICK}>
            <EmptyState {...pick} />
          </div>
        )
      }
    />
  );
}
