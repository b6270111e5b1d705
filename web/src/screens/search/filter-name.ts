import { useQuery } from '@tanstack/react-query';
import { backupsQuery } from '../../api/backups.ts';
import { useText } from '../../i18n/text.tsx';
import { typeName } from '../../records/record-kinds.tsx';
import type { Facet } from './search-search.ts';

/** Gives a function that says what the value of a filter is called. */
export function useFilterName(): (facet: Facet, value: string) => string {
  const t = useText();
  const { data } = useQuery(backupsQuery);
  return (facet, value) => {
    if (facet === 'type') return typeName(value, t);
    if (facet === 'backup') return data?.backups.find(({ id }) => id === value)?.name ?? value;
    return facet === 'from' && value === 'me' ? t.search.me : value;
  };
}
