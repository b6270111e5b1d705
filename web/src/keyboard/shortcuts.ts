import { useEffect, useEffectEvent } from 'react';
import { createStore, type Store } from '../store.ts';

/** One thing that keys do. */
export interface Shortcut {
  /** `mod+k` (⌘ or Ctrl), `?`, or keys one after the other: `g b`. */
  readonly keys: string;
  /** What it does, in the reader's language: the keyboard map shows it. */
  readonly label: string;
  /** Heading in the map: the name of the screen. */
  readonly group: string;
  readonly run: () => void;
}

/** What the map shows: everything that works now. */
export const shortcuts: Store<readonly Shortcut[]> = createStore<readonly Shortcut[]>([]);

/** What takes the keys away from the page until it closes; one that has shortcuts of its own says so. */
const DIALOG = '[role="dialog"]:not([data-shortcuts], [data-state="closed"])';

/** How long the second key of a sequence may take. */
const SEQUENCE_MS = 1200;

let pending: { readonly key: string; readonly at: number } | null = null;

/**
 * Makes keys work for as long as the component is there. Keys without ⌘ or Ctrl do nothing while a person types or while
 * a dialog is open (WCAG 2.1.4: they act on the page only). The last one registered for the same keys wins.
 */
export function useShortcuts(wanted: readonly Shortcut[]): void {
  const run = useEffectEvent((keys: string) => wanted.find((shortcut) => shortcut.keys === keys)?.run());
  const described = JSON.stringify(wanted.map(({ keys, label, group }) => ({ keys, label, group })));
  useEffect(() => {
    const mine = (JSON.parse(described) as Omit<Shortcut, 'run'>[]).map((shortcut) => ({
      ...shortcut,
      run: () => run(shortcut.keys),
    }));
    shortcuts.set([...shortcuts.get(), ...mine]);
    return () => shortcuts.set(shortcuts.get().filter((shortcut) => !mine.some((own) => own === shortcut)));
  }, [described]);
}

/** Listens to the keyboard; once, at the start. */
export function listenForShortcuts(): void {
  window.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.isComposing || event.altKey) return;
    const hasModifier = event.metaKey || event.ctrlKey;
    if (!hasModifier && (isTyping(event.target) || document.querySelector(DIALOG) !== null)) return;
    const key = hasModifier ? `mod+${event.key.toLowerCase()}` : event.key.toLowerCase();
    const sequence = pending !== null && event.timeStamp - pending.at < SEQUENCE_MS ? `${pending.key} ${key}` : null;
    const found = find(sequence) ?? find(key);
    pending = found === undefined && !hasModifier ? { key, at: event.timeStamp } : null;
    if (found === undefined) return;
    event.preventDefault();
    found.run();
  });
}

function find(keys: string | null): Shortcut | undefined {
  return shortcuts.get().findLast((shortcut) => shortcut.keys === keys);
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLElement &&
    (target.isContentEditable ||
      (target.matches('input, textarea, select') && !target.matches('[type="checkbox"], [type="radio"]')))
  );
}
