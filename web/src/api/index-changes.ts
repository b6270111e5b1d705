import { createStore } from '../store.ts';

/** Number of times that the rows of a backup were replaced since the page was loaded. */
export const indexChanges = createStore(0);
