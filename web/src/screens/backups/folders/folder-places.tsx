import { useQuery } from '@tanstack/react-query';
import { Download, FileText, HardDrive, House, Laptop, Monitor, Smartphone } from 'lucide-react';
import type { ReactNode } from 'react';
import { startPlacesQuery } from '../../../api/folders.ts';
import { useText } from '../../../i18n/text.tsx';

const ICONS = {
  backups: Smartphone,
  home: House,
  desktop: Monitor,
  documents: FileText,
  downloads: Download,
  disk: HardDrive,
  computer: Laptop,
} as const;

/** Folders and disks from which to start looking. */
export function FolderPlaces({
  current,
  onOpen,
}: {
  readonly current: string | null;
  readonly onOpen: (path: string) => void;
}): ReactNode {
  const t = useText();
  const { data } = useQuery(startPlacesQuery);
  return (
    <nav aria-label={t.folders.places}>
      <ul className="flex flex-wrap gap-1 sm:flex-col">
        {data?.places.map(({ kind, path, name }) => {
          const Icon = ICONS[kind];
          return (
            <li key={path}>
              <button
                type="button"
                aria-current={path === current}
                title={path}
                onClick={() => onOpen(path)}
                className="flex w-full items-center gap-2 rounded-md px-2.5 py-1.5 text-left text-sm hover:bg-hover aria-[current=true]:bg-accent-soft aria-[current=true]:text-accent"
              >
                <Icon size={16} aria-hidden className="shrink-0" />
                <span className="hostile">{kind === 'disk' ? name : t.folders.kinds[kind]}</span>
              </button>
            </li>
          );
        })}
      </ul>
    </nav>
  );
}
