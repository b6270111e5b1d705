import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { Bookmark } from 'lucide-react';
import type { ReactNode } from 'react';
import { savedSearchesQuery } from '../api/saved-searches.ts';
import { useText } from '../i18n/text.tsx';
import { PALETTE_GROUP, PALETTE_ITEM } from './palette-classes.ts';
import { paletteOpen } from './palette-open.ts';

/** Saved searches whose name or query fits what was typed. */
export function PaletteSaved(): ReactNode {
  const words = useText().search.saved;
  const navigate = useNavigate();
  const { data = [] } = useQuery(savedSearchesQuery);
  if (data.length === 0) return null;
  return (
    <Command.Group heading={words.title} className={PALETTE_GROUP}>
      {data.map(({ id, name, query, backup }) => (
        <Command.Item
          key={id}
          value={`saved ${id}`}
          keywords={[name, query]}
          onSelect={() => {
            paletteOpen.set(false);
            void navigate({ to: '/search', search: { q: query, ...(backup === null ? {} : { backup }) } });
          }}
          className={`${PALETTE_ITEM} h-9`}
        >
          <Bookmark size={16} aria-hidden className="shrink-0 text-muted" />
          <span className="hostile min-w-0 flex-1 truncate">{name}</span>
          {query === name ? null : <span className="hostile max-w-1/2 truncate text-sm text-muted">{query}</span>}
        </Command.Item>
      ))}
    </Command.Group>
  );
}
