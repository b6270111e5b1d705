import { useInfiniteQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { FoundMessageView } from '../../../../src/contract/chat.ts';
import { type ChatPlace, findQuery } from '../../api/chats.ts';

/** What was found in a chat, as far as it was read. */
export interface Found {
  /** Newest first; null while nothing was looked for or nothing has come yet. */
  readonly hits: readonly FoundMessageView[] | null;
  readonly byKey: ReadonlyMap<string, FoundMessageView>;
  readonly total: number;
  readonly totalIsExact: boolean;
  readonly error: unknown;
  /** Reads older hits. */
  readonly readOn: () => void;
}

const NONE: ReadonlyMap<string, FoundMessageView> = new Map();

/** Looks for words in a chat. */
export function useFound(place: ChatPlace, query: string): Found {
  const { data, error, fetchNextPage, hasNextPage } = useInfiniteQuery(findQuery(place, query));
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
