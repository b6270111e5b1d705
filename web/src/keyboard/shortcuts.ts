import { useEffect, useEffectEvent } from 'react';
import { createStore, type Store } from '../store.ts';

/** A keyboard shortcut. */
export interface Shortcut {
  /** `mod+k` (⌘ or Ctrl), `?`, or a sequence: `g b`. */
  readonly keys: string;
  /** Description in the user's language, for the keyboard map. */
  readonly label: string;
  /** Heading in the keyboard map: the name of the screen. */
  readonly group: string;
  readonly run: () => void;
}

/** All active shortcuts, for the keyboard map. */
export const shortcuts: Store<readonly Shortcut[]> = createStore<readonly Shortcut[]>([]);

/** Dialogs that block shortcuts of the page while open, unless they declare their own. */
const DIALOG = '[role="dialog"]:not([data-shortcuts], [data-state="closed"])';

/** Maximum time until the second key of a sequence. */
const SEQUENCE_MS = 1200;

let pending: { readonly key: string; readonly at: number } | null = null;

/**
 * Registers shortcuts while the component is mounted. Keys without ⌘ or Ctrl are ignored while typing and while a
 * dialog is open (WCAG 2.1.4). The last registration of the same keys wins.
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

/** Starts listening to the keyboard; called once. */
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
