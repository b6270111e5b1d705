import { infiniteQueryOptions, queryOptions } from '@tanstack/react-query';
import type { CallView } from '../../../src/contract/calls.ts';
import type { Page } from '../../../src/contract/common.ts';
import { backupPath, request } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Source of a call log: the phone or WhatsApp. */
export type CallLog = 'phone' | 'whatsapp';

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
  readonly order?: 'newest' | 'oldest' | undefined;
}

/** Calls per request. */
const PAGE = 100;

const PLACES: Readonly<Record<CallLog, readonly string[]>> = {
  phone: ['artifacts', 'calls'],
  whatsapp: ['artifacts', 'whatsapp', 'calls'],
};

/** Calls, page by page. */
export function callsQuery(backup: string, log: CallLog, filter: CallFilter) {
  return infiniteQueryOptions({
    queryKey: ['calls', backup, log, filter],
    ...cursorPages<Page<CallView>>(backupPath(backup, ...PLACES[log]), { ...filter, limit: PAGE }),
    // Keep the previous calls while another filter loads; another log has different calls with the same keys.
    placeholderData: (previous, query) => (query?.queryKey[2] === log ? previous : undefined),
  });
}

/** One call. */
export function callQuery(backup: string, log: CallLog, key: string) {
  return queryOptions({
    queryKey: ['call', backup, log, key],
    queryFn: ({ signal }) => request<CallView>(backupPath(backup, ...PLACES[log], key), { signal }),
  });
}
