import { createStore, type Store } from '../store.ts';

/** Whether the palette is open. */
export const paletteOpen: Store<boolean> = createStore(false);
