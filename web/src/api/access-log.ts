import { infiniteQueryOptions } from '@tanstack/react-query';
import type { AccessLogView } from '../../../src/contract/access-log.ts';
import { cursorPages } from './cursor-pages.ts';

/** Entries per request. */
const PAGE = 20;

/** `GET /access-log`: who opened which backup, the newest first. */
export const accessLogQuery = infiniteQueryOptions({
  queryKey: ['access-log'],
  ...cursorPages<AccessLogView>('/access-log', { limit: PAGE }),
  staleTime: 0,
});
