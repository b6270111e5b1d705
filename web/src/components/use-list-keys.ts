import { type RefObject, useEffect, useRef } from 'react';
import type { VListHandle } from 'virtua';
import { useText } from '../i18n/text.tsx';
import { useShortcuts } from '../keyboard/shortcuts.ts';
import { createStore, type Store } from '../store.ts';
import type { Change } from './use-address.ts';
import { useOpenFirst } from './use-open-first.ts';

/** True while the record beside its list is the one that was opened from the start. */
export const openedByItself: Store<boolean> = createStore(false);

/** A list next to the details of the selected record. */
export interface ListKeys<Search> {
  /** Heading in the keyboard map: the name of the screen. */
  readonly group: string;
  /** Labels of the keys if there are better ones than “record”. */
  readonly labels?: { readonly next: string; readonly previous: string };
  /** Keys of the records in list order. */
  readonly keys: readonly string[];
  readonly list: RefObject<VListHandle | null>;
  /** The rendered URL state. */
  readonly search: Search;
  readonly change: Change<Search>;
  /** Key of the open record in a URL state. */
  readonly chosenIn: (search: Search) => string | undefined;
  /** The URL state that opens a record in the same list. */
  readonly toRecord: (search: Search, key: string) => Search;
  /** False where one must be chosen: the first record is not opened from the start. */
  readonly opensFirst?: boolean;
}

/**
 * Opens the next and the previous record by j and k, and scrolls the open one into view. Returns these actions. Where
 * list and record are side by side, the first record is open from the start.
 */
export function useListKeys<Search>({
  group,
  labels,
  keys,
  list,
  search,
  change,
  chosenIn,
  toRecord,
  opensFirst = true,
}: ListKeys<Search>): { readonly step: (by: 1 | -1) => void } {
  const { records } = useText();
  const { next, previous } = labels ?? records;
  const placeIn = (address: Search): number => {
    const chosen = chosenIn(address);
    return chosen === undefined ? -1 : keys.indexOf(chosen);
  };
  const step = (by: 1 | -1): void => {
    const open = (now: Search): Search | null => {
      const at = placeIn(now);
      const key = keys[at === -1 ? 0 : at + by];
      return key === undefined ? null : toRecord(now, key);
    };
    void change(open, { replace: (now) => chosenIn(now) !== undefined });
  };
  useShortcuts([
    { keys: 'j', group, label: next, run: () => step(1) },
    { keys: 'k', group, label: previous, run: () => step(-1) },
  ]);
  const own = useRef<string>(undefined);
  useOpenFirst(opensFirst ? keys[0] : undefined, (first) => {
    if (chosenIn(search) === undefined) own.current = first;
    const open = (now: Search): Search | null => (chosenIn(now) === undefined ? toRecord(now, first) : null);
    void change(open, { replace: true, resetScroll: false });
  });
  const at = placeIn(search);
  const chosen = chosenIn(search);
  useEffect(() => {
    const isOwn = chosen !== undefined && chosen === own.current;
    // Opened again, it is chosen.
    if (chosen !== undefined && !isOwn) own.current = undefined;
    openedByItself.set(isOwn);
    return () => openedByItself.set(false);
  }, [chosen]);
  const seen = useRef<{ at: number; chosen: string | undefined; list: VListHandle | null }>(undefined);
  useEffect(() => {
    const last = seen.current;
    seen.current = { at, chosen, list: list.current };
    // Only its index is another one, as others were added before it: the list stays where it was scrolled to.
    if (last !== undefined && last.at !== -1 && last.chosen === chosen && last.list === list.current) return;
    if (at !== -1) list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [at, chosen, list]);
  return { step };
}
