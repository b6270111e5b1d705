import { useQuery } from '@tanstack/react-query';
import type { Area } from '../../../../src/contract/kinds.ts';
import { backupsQuery } from '../../api/backups.ts';
import { useText } from '../../i18n/text.tsx';
import type { Texts } from '../../i18n/texts.ts';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { useBackupLabel } from '../../records/backup-label.ts';
import type { Facet } from './search-search.ts';

/** Returns a function for the name of a filter's value. */
export function useFilterName(): (facet: Facet, value: string) => string {
  const t = useText();
  const kinds = useKinds();
  const { data } = useQuery(backupsQuery);
  const labelOf = useBackupLabel();
  return (facet, value) => {
    if (facet === 'type') return kinds.one(value);
    if (facet === 'area') return areaName(value, t);
    if (facet === 'backup') {
      const backup = data?.backups.find(({ id }) => id === value);
      return backup === undefined ? value : labelOf(backup);
    }
    return facet === 'from' && value === 'me' ? t.search.me : value;
  };
}

function areaName(area: string, { records: { areas } }: Texts): string {
  return Object.hasOwn(areas, area) ? areas[area as Area] : area;
}
