import { useQuery } from '@tanstack/react-query';
import { TriangleAlert } from 'lucide-react';
import type { ReactNode } from 'react';
import { listDamageQuery } from '../../api/files.ts';
import { useText } from '../../i18n/text.tsx';

/** Says that the list of files of a backup is damaged, so that files may be missing below; nothing if it is whole. */
export function ListDamageNote({ backup }: { readonly backup: string }): ReactNode {
  const { server } = useText();
  const { data } = useQuery(listDamageQuery(backup));
  if (data === undefined || data.damage === null) return null;
  return (
    <p role="note" className="flex shrink-0 gap-2.5 border-b border-line bg-sunken px-4 py-2 text-sm text-muted">
      <TriangleAlert size={15} aria-hidden className="mt-px shrink-0 text-warning" />
      <span className="min-w-0">{server(data.damage, data.damageCode)}</span>
    </p>
  );
}
