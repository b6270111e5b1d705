import { useKinds } from './kinds-context.tsx';

/** Id of the kind whose records are the rows of a table; null if there is none or kinds are not loaded yet. */
export function useKindOfTable(table: string): string | null {
  return useKinds().ofTable(table)?.id ?? null;
}
