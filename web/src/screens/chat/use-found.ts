import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FoundMessageView } from '../../../../src/contract/chat.ts';
import { type ChatPlace, findQuery } from '../../api/chats.ts';
import { zoneOfSearch } from '../../preferences/preferred-zone.ts';

/** Loaded search hits in a chat. */
export interface Found {
  /** Newest first; null before a search or its first response. */
  readonly hits: readonly FoundMessageView[] | null;
  readonly byKey: ReadonlyMap<string, FoundMessageView>;
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly error: unknown;
  /** Loads older hits. */
  readonly readOn: () => void;
}

const NONE: ReadonlyMap<string, FoundMessageView> = new Map();

/** Searches in a chat. */
export function useFound(place: ChatPlace, query: string): Found {
  const { data, error, fetchNextPage, hasNextPage } = useInfiniteQuery(findQuery(place, query, zoneOfSearch(query)));
  const hits = useMemo(() => data?.pages.flatMap(({ items }) => items) ?? null, [data]);
  const byKey = useMemo(() => (hits === null ? NONE : new Map(hits.map((hit) => [hit.key, hit]))), [hits]);
  const last = data?.pages.at(-1);
  return {
    hits,
    byKey,
    total: last?.total ?? 0,
    totalIsExact: last?.totalIsExact ?? true,
    error,
    readOn: () => {
      if (hasNextPage) void fetchNextPage();
    },
  };
}
