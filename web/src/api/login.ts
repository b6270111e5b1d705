import { queryOptions } from '@tanstack/react-query';
import type { BrowserListView } from '../../../src/contract/logins.ts';
import { request, signedOut } from './client.ts';
import { wasLost } from './connection.ts';
import { queryClient } from './query-client.ts';

/**
 * Exchanges the API token for the cookie of a logged-in browser. The token is sent once and not stored.
 * @throws ApiError UNAUTHORIZED if the token is wrong, TOO_MANY_REQUESTS after many attempts
 */
export async function logInWithToken(token: string): Promise<void> {
  const { path } = await request<{ path: string }>('/auth/code', {
    method: 'POST',
    headers: { 'x-api-token': token },
  });
  // The link sets the cookie and redirects to the page, which is already open.
  await fetch(path, { redirect: 'manual' });
  await goOn();
}

/** Goes on if this browser was signed in meanwhile, as by a link that opened in another tab. */
export async function checkLogin(): Promise<void> {
  const isSignedIn = await queryClient.fetchQuery({ ...browsersQuery, retry: false, staleTime: 0 }).then(
    () => true,
    () => false,
  );
  if (isSignedIn) await goOn();
}

async function goOn(): Promise<void> {
  wasLost.set(false);
  signedOut.set(false);
  await queryClient.invalidateQueries();
}

/** Logs this browser out. The page then shows how to log in. */
export async function logOut(): Promise<void> {
  await request<void>('/auth/logout', { method: 'POST' });
  queryClient.clear();
  // The sign-in has another reason now.
  wasLost.set(false);
  signedOut.set(true);
}

/** `GET /auth/browsers` */
export const browsersQuery = queryOptions({
  queryKey: ['browsers'],
  queryFn: ({ signal }) => request<BrowserListView>('/auth/browsers', { signal }),
});

/** Logs a browser out by its key, or all of them, this one included. */
export async function logOutBrowser(key: string | null): Promise<void> {
  await request<void>(key === null ? '/auth/browsers' : `/auth/browsers/${encodeURIComponent(key)}`, {
    method: 'DELETE',
  });
  if (key !== null) return queryClient.invalidateQueries(browsersQuery);
  queryClient.clear();
  signedOut.set(true);
}
