import { useMemo } from 'react';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { callLogOf } from './call-logs.ts';
import type { CallSearch } from './call-search.ts';

/** The log of an address and its kind, which is null until kinds are loaded. */
export function useCallLog({ log }: CallSearch): ReturnType<typeof callLogOf> {
  const { all } = useKinds();
  return useMemo(() => callLogOf(log, all), [log, all]);
}
