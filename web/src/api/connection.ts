import { onlineManager } from '@tanstack/react-query';
import { createStore, type Store } from '../store.ts';
import { queryClient } from './query-client.ts';

/** Delays between attempts to reach a lost server: short at first, in case the server is restarting. */
const RETRY_MS = [500, 1000, 2000, 3000, 5000] as const;

/** Interval at which a visible page checks that the server responds. */
const HEARTBEAT_MS = 15_000;

/** Time after which a server that takes a request without an answer counts as lost, as behind a proxy or a dead network. */
const PATIENCE_MS = 10_000;

/** True if the server responds. */
export const connection: Store<'up' | 'lost'> = createStore<'up' | 'lost'>('up');

/** Name under which a page that loads itself again keeps that its server was lost. */
const LOST_KEY = 'apple-juicer-lost';

/** True if the server was lost since this browser was last signed in: it may have been started again. */
export const wasLost: Store<boolean> = createStore(takeLost());

// The server is usually on this computer, so the network state is irrelevant.
onlineManager.setEventListener(() => () => {});

/** Records that the server did not respond. Queries are paused until it does; it is polled automatically. */
export function reportLost(): void {
  if (connection.get() === 'lost') return;
  connection.set('lost');
  wasLost.set(true);
  onlineManager.setOnline(false);
  void recover();
}

/** Retries immediately. */
export async function retryNow(): Promise<boolean> {
  if (!(await answers())) return false;
  connection.set('up');
  // What was asked of the lost server may never be answered.
  await queryClient.cancelQueries({ fetchStatus: 'fetching', predicate: ({ state }) => state.data === undefined });
  onlineManager.setOnline(true);
  // It may be another server: reload everything in view.
  void queryClient.invalidateQueries();
  return true;
}

/** Loads the page again after its server was lost, which it still says where it has to be signed in. */
export function reloadAfterLoss(): void {
  try {
    sessionStorage.setItem(LOST_KEY, 'true');
  } catch {
    // Storage is blocked: the page does not say why it is signed out.
  }
  window.location.reload();
}

function takeLost(): boolean {
  try {
    const isLost = sessionStorage.getItem(LOST_KEY) !== null;
    sessionStorage.removeItem(LOST_KEY);
    return isLost;
  } catch {
    return false;
  }
}

/** Monitors the connection while the page is open. */
export function watchConnection(): void {
  setInterval(() => {
    if (connection.get() === 'up' && document.visibilityState === 'visible') void checkConnection();
  }, HEARTBEAT_MS);
}

/** Finds out whether the server responds. */
export async function checkConnection(): Promise<void> {
  if (!(await answers())) reportLost();
}

async function recover(): Promise<void> {
  for (let tries = 0; connection.get() === 'lost'; tries++) {
    await new Promise((resolve) => setTimeout(resolve, RETRY_MS[tries] ?? RETRY_MS.at(-1)));
    await retryNow();
  }
}

async function answers(): Promise<boolean> {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE_MS);
  try {
    return (await fetch('/healthz', { cache: 'no-store', credentials: 'omit', signal: patience.signal })).ok;
  } catch {
    return false;
  } finally {
    clearTimeout(timer);
  }
}
