import {
  infiniteQueryOptions,
  type QueryClient,
  queryOptions,
  useMutation,
  useQuery,
  useQueryClient,
} from '@tanstack/react-query';
import type { MarkedPageView, MarkListView, MarkView } from '../../../src/contract/marks.ts';
import { backupPath, request } from './client.ts';
import { cursorPages } from './cursor-pages.ts';

/** Marked records per page. */
const PAGE = 50;

/** Records that one request marks: the limit of the server. */
const MAX_MARKED = 1000;

/** A mark in a list. */
export type ListedMark = MarkListView['items'][number];

/** All marks of a backup. */
interface Marks {
  /** By `kind key`. */
  readonly of: ReadonlyMap<string, ListedMark>;
  readonly tags: MarkListView['tags'];
}

/** A change of a mark; what is absent stays. */
export interface MarkChange {
  readonly starred?: boolean;
  readonly tags?: readonly string[];
  readonly note?: string | null;
}

/** Filters of the marked records. */
export interface MarkedFilter {
  readonly kind?: string | undefined;
  readonly tag?: string | undefined;
  readonly starred?: boolean | undefined;
}

/** `GET /backups/{id}/marks`: one request for all records that a screen shows. */
export function marksQuery(backup: string) {
  return queryOptions({
    queryKey: ['marks', backup, 'all'],
    queryFn: ({ signal }) => request<MarkListView>(backupPath(backup, 'marks'), { signal }),
    staleTime: 60_000,
    select: selectMarks,
  });
}

/** The star and tags of a record; null if it has none. */
export function useMark(backup: string, kind: string | null, key: string): ListedMark | null {
  const { data } = useQuery({ ...marksQuery(backup), enabled: kind !== null && backup !== '' });
  return data?.of.get(`${kind} ${key}`) ?? null;
}

/** `GET /backups/{id}/marks/{kind}/{key}`, with the note. */
export function markQuery(backup: string, kind: string, key: string) {
  return queryOptions({
    queryKey: ['marks', backup, 'one', kind, key],
    queryFn: ({ signal }) => request<MarkView>(backupPath(backup, 'marks', kind, key), { signal }),
  });
}

/** `GET /backups/{id}/marked`, page by page. */
export function markedQuery(backup: string, filter: MarkedFilter) {
  return infiniteQueryOptions({
    queryKey: ['marks', backup, 'records', filter],
    ...cursorPages<MarkedPageView>(backupPath(backup, 'marked'), { ...filter, limit: PAGE }),
  });
}

/** A star and tags for many records, added to what they have. */
interface ManyMarks {
  readonly kind: string;
  /** Keys of the records, when they are needed. */
  readonly keys: () => Promise<readonly string[]>;
  readonly change: { readonly starred?: boolean; readonly addTags?: readonly string[] };
}

/** Marks many records, as many at a time as the server takes. Gives their number. */
export function useMarkMany(backup: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async ({ kind, keys, change }: ManyMarks) => {
      const records = (await keys()).map((key) => ({ kind, key }));
      for (let from = 0; from < records.length; from += MAX_MARKED) {
        const body = { records: records.slice(from, from + MAX_MARKED), ...change };
        await request<MarkListView>(backupPath(backup, 'marks'), { method: 'POST', body });
      }
      return records.length;
    },
    // Some are marked if a later request failed.
    onSettled: () => refreshMarks(client, backup),
  });
}

/** Changes the mark of a record. */
export function useChangeMark(backup: string, kind: string, key: string) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: (change: MarkChange) =>
      request<MarkView>(backupPath(backup, 'marks', kind, key), { method: 'PATCH', body: change }),
    onSuccess: async (mark) => {
      client.setQueryData(markQuery(backup, kind, key).queryKey, mark);
      await refreshMarks(client, backup);
    },
  });
}

/** What searches and lists find by marks changes with them. */
async function refreshMarks(client: QueryClient, backup: string): Promise<void> {
  await Promise.all([
    client.invalidateQueries({ queryKey: ['marks', backup] }),
    client.invalidateQueries({ queryKey: ['search'] }),
    client.invalidateQueries({ predicate: ({ queryKey }) => queryKey.some(filtersMarks) }),
  ]);
}

/** True for the filter of a list by marks. */
function filtersMarks(part: unknown): boolean {
  return typeof part === 'object' && part !== null && ('starred' in part || 'tag' in part);
}

/** The same object for the same answer, so that all records share it. */
function selectMarks({ items, tags }: MarkListView): Marks {
  return { of: new Map(items.map((mark) => [`${mark.kind} ${mark.key}`, mark])), tags };
}
