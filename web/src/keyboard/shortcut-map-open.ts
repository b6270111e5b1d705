import { createStore, type Store } from '../store.ts';

/** True if the keyboard map is shown. */
export const shortcutMapOpen: Store<boolean> = createStore(false);
