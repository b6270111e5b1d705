import { request, signedOut } from './client.ts';
import { queryClient } from './query-client.ts';

/**
 * Trades the API token for the cookie of a logged-in browser. The token is sent once and kept nowhere.
 * @throws ApiError UNAUTHORIZED when the token is wrong, TOO_MANY_REQUESTS after many tries
 */
export async function logInWithToken(token: string): Promise<void> {
  const { path } = await request<{ path: string }>('/auth/code', {
    method: 'POST',
    headers: { 'x-api-token': token },
  });
  // The link sets the cookie and leads to the page, which is here already.
  await fetch(path, { redirect: 'manual' });
  signedOut.set(false);
  await queryClient.invalidateQueries();
}

/** Logs this browser out; the page shows how to come back. */
export async function logOut(): Promise<void> {
  await request<void>('/auth/logout', { method: 'POST' });
  queryClient.clear();
  signedOut.set(true);
}
