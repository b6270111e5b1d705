import { useQuery } from '@tanstack/react-query';
import { X } from 'lucide-react';
import type { ReactNode } from 'react';
import { personQuery } from '../../api/people.ts';
import { IconButton } from '../../components/icon-button.tsx';
import { useText } from '../../i18n/text.tsx';

/** The person by whom records are filtered, with a button that removes the filter. */
export function PersonFilter({
  backup,
  person,
  onClear,
}: {
  readonly backup: string;
  readonly person: string;
  readonly onClear: () => void;
}): ReactNode {
  const t = useText();
  const { data } = useQuery(personQuery(backup, person));
  return (
    <p className="flex items-center gap-1 text-sm">
      <span className="hostile min-w-0 truncate">{data?.name ?? person}</span>
      <IconButton label={t.records.none.clear} onClick={onClear}>
        <X size={16} />
      </IconButton>
    </p>
  );
}
