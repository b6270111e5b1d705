import type { LucideIcon } from 'lucide-react';
import { createStore, type Store } from '../store.ts';

/** Icons of kinds by name; null until loaded. */
export const icons: Store<Readonly<Record<string, LucideIcon>> | null> = createStore<Readonly<
  Record<string, LucideIcon>
> | null>(null);

/** Loads the icons, which the first screen does not need. Without the server the page works without icons. */
export async function loadIcons(): Promise<void> {
  if (icons.get() !== null) return;
  try {
    icons.set((await import('virtual:kind-icons')).kindIcons);
  } catch {
    // Names of kinds are shown without icons.
  }
}
