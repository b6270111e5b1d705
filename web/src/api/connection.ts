import { onlineManager } from '@tanstack/react-query';
import { createStore, type Store } from '../store.ts';
import { queryClient } from './query-client.ts';

/** Pauses between tries to reach a lost server: quick at first, for a server that only restarts. */
const RETRY_MS = [500, 1000, 2000, 3000, 5000] as const;

/** How often a page in view makes sure that the server is there. */
const HEARTBEAT_MS = 15_000;

/** Whether the server answers. */
export const connection: Store<'up' | 'lost'> = createStore<'up' | 'lost'>('up');

// The server is usually on this computer: whether there is a network says nothing.
onlineManager.setEventListener(() => () => {});

/** Notes that the server did not answer. Queries wait until it does again, which is tried by itself. */
export function noteLost(): void {
  if (connection.get() === 'lost') return;
  connection.set('lost');
  onlineManager.setOnline(false);
  void recover();
}

/** Tries now instead of after the pause. */
export async function tryNow(): Promise<boolean> {
  if (!(await answers())) return false;
  connection.set('up');
  onlineManager.setOnline(true);
  // It may be another one: what is in view is asked for again.
  void queryClient.invalidateQueries();
  return true;
}

/** Looks after the server for as long as the page lives. */
export function watchConnection(): void {
  setInterval(() => {
    if (connection.get() === 'up' && document.visibilityState === 'visible') void check();
  }, HEARTBEAT_MS);
}

async function check(): Promise<void> {
  if (!(await answers())) noteLost();
}

async function recover(): Promise<void> {
  for (let tries = 0; connection.get() === 'lost'; tries++) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS[tries] ?? RETRY_MS.at(-1)));
    await tryNow();
  }
}

async function answers(): Promise<boolean> {
  try {
    return (await fetch('/healthz', { cache: 'no-store', credentials: 'omit' })).ok;
  } catch {
    return false;
  }
}
