import type { ReactNode } from 'react';
import { EmptyState } from '../components/empty-state.tsx';
import { SplitView } from '../components/split-view.tsx';
import { useShortcuts } from '../keyboard/shortcuts.ts';

/** A list beside the record that is open in it; Escape closes the record. */
export function ListAndRecord({
  title,
  list,
  record,
  pick,
  close,
}: {
  readonly title: string;
  readonly list: ReactNode;
  /** Null while none is open. */
  readonly record: ReactNode;
  /** What to say then. */
  readonly pick: { readonly icon: ReactNode; readonly title: string; readonly text: string };
  readonly close: { readonly label: string; readonly run: () => void };
}): ReactNode {
  const isOpen = record !== null;
  useShortcuts(isOpen ? [{ keys: 'escape', group: title, ...close }] : []);
  return (
    <SplitView listLabel={title} chosen={isOpen} list={list} detail={isOpen ? record : <EmptyState {...pick} />} />
  );
}
