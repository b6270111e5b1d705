import { type UseQueryResult, useQuery } from '@tanstack/react-query';
import { useMemo } from 'react';
import type { KindCountView } from '../../../src/contract/kinds.ts';
import { kindCountsQuery } from '../api/kinds.ts';
import type { KindOfBackup } from './by-area.ts';
import type { Kinds } from './kinds.ts';
import { useKinds } from './kinds-context.tsx';

/** Kinds with their counts in a backup, in the order of the API; empty until both are loaded. */
export function useKindsOf(backup: string | null): {
  readonly kinds: readonly KindOfBackup[];
  readonly query: UseQueryResult<readonly KindCountView[]>;
} {
  const all = useKinds();
  const query = useQuery({ ...kindCountsQuery(backup ?? ''), enabled: backup !== null });
  const { data } = query;
  return { kinds: useMemo(() => withViews(all, data ?? []), [all, data]), query };
}

function withViews(kinds: Kinds, counts: readonly KindCountView[]): readonly KindOfBackup[] {
  return counts.flatMap((count) => {
    const view = kinds.find(count.kind);
    return view === null ? [] : [{ ...count, view }];
  });
}
