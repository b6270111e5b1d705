import type { LucideIcon } from 'lucide-react';
import { createStore, type Store } from '../store.ts';

/** The icons of kinds by their names; null until they are here. */
export const icons: Store<Readonly<Record<string, LucideIcon>> | null> = createStore<Readonly<
  Record<string, LucideIcon>
> | null>(null);

/** Fetches the icons. Should the server be away, the page goes on without them. */
export async function loadIcons(): Promise<void> {
  if (icons.get() !== null) return;
  try {
    icons.set((await import('virtual:kind-icons')).kindIcons);
  } catch {
    // The names of the kinds stand beside the gaps.
  }
}
