import { type RefObject, useEffect } from 'react';
import type { VListHandle } from 'virtua';
import { useText } from '../i18n/text.tsx';
import { useShortcuts } from '../keyboard/shortcuts.ts';

/** A list beside what is chosen in it. */
export interface ListKeys {
  /** Heading of the keys in the map: the name of the screen. */
  readonly group: string;
  /** Keys of the records, in the order of the list. */
  readonly keys: readonly string[];
  readonly chosen: string | undefined;
  readonly list: RefObject<VListHandle | null>;
  readonly choose: (key: string) => void;
}

/** Opens the next and the previous record by j and k, and brings what is open into view. */
export function useListKeys({ group, keys, chosen, list, choose }: ListKeys): void {
  const { records } = useText();
  const at = chosen === undefined ? -1 : keys.indexOf(chosen);
  const step = (by: number): void => {
    const next = keys[at === -1 ? 0 : at + by];
    if (next !== undefined) choose(next);
  };
  useShortcuts([
    { keys: 'j', group, label: records.next, run: () => step(1) },
    { keys: 'k', group, label: records.previous, run: () => step(-1) },
  ]);
  useEffect(() => {
    if (at !== -1) list.current?.scrollToIndex(at, { align: 'nearest' });
  }, [at, list]);
}
