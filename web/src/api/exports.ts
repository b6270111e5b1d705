import { queryOptions } from '@tanstack/react-query';
import type { z } from 'zod';
import type { ExportListSchema } from '../../../src/contract/export.ts';
import { request } from './client.ts';

/** `GET /exports`: the same for all backups and constant while the server runs. */
const exportsQuery = queryOptions({
  queryKey: ['exports'],
  queryFn: ({ signal }) => request<z.infer<typeof ExportListSchema>>('/exports', { signal }),
  staleTime: Number.POSITIVE_INFINITY,
  gcTime: Number.POSITIVE_INFINITY,
});

/** Formats of an export, most readable first, and those that have a choice of order. `what` is its name, or a record kind. */
export function exportQuery(what: string) {
  return queryOptions({
    ...exportsQuery,
    select: ({ items }) => items.find((each) => each.what === what),
  });
}
