import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CallView } from '../../../src/contract/calls.ts';
import type { Page } from '../../../src/contract/common.ts';
import { backupPath, request } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** A call log: the id of the artifact of an app, or undefined for the phone. */
export type CallLogId = string | undefined;

/** Filter and order of calls. */
export interface CallFilter {
  readonly person?: string | undefined;
  readonly starred?: boolean | undefined;
  readonly tag?: string | undefined;
  readonly direction?: 'incoming' | 'outgoing' | undefined;
  readonly missed?: boolean | undefined;
  readonly kind?: 'phone' | 'facetime' | 'app' | 'video' | 'audio' | undefined;
  readonly from?: number | undefined;
  readonly to?: number | undefined;
  readonly time?: string | undefined;
  readonly timeZone?: string | undefined;
  readonly order?: 'newest' | 'oldest' | undefined;
}

/** Calls per request. */
const PAGE = 100;

/** Path of a call log, or of one of its calls, in the API. */
function callPath(backup: string, log: CallLogId, ...rest: readonly string[]): string {
  return backupPath(backup, 'artifacts', ...(log === undefined ? [] : [log]), 'calls', ...rest);
}

/** Calls, page by page. */
export function callsQuery(backup: string, log: CallLogId, filter: CallFilter) {
  return infiniteQueryOptions({
    queryKey: ['calls', backup, log ?? null, filter],
    ...cursorPages<Page<CallView>>(callPath(backup, log), { ...filter, limit: PAGE }),
    // Keep the previous calls while another filter loads; another log has different calls with the same keys.
    placeholderData: (previous, query) => (query?.queryKey[2] === (log ?? null) ? previous : undefined),
  });
}

/** One call. */
export function callQuery(backup: string, log: CallLogId, key: string) {
  return queryOptions({
    queryKey: ['call', backup, log ?? null, key],
    queryFn: ({ signal }) => request<CallView>(callPath(backup, log, key), { signal }),
  });
}
