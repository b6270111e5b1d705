import { useQuery } from '@tanstack/react-query';
import { type NavigateOptions, useNavigate } from '@tanstack/react-router';
import { Command } from 'cmdk';
import { ArrowRight } from 'lucide-react';
import type { ReactNode } from 'react';
import { instantSearchQuery } from '../api/search.ts';
import { Time } from '../components/time.tsx';
import { useText } from '../i18n/text.tsx';
import { KindBadge } from '../kinds/kind-icon.tsx';
import { useKinds } from '../kinds/kinds-context.tsx';
import { recordLink } from '../kinds/links.ts';
import { zoneOfSearch } from '../preferences/preferred-zone.ts';
import { FoundIn } from '../records/found-in.tsx';
import { Highlighted } from '../records/highlighted.tsx';
import { hitTitle } from '../records/hit-title.ts';
import { hitWords } from '../records/hit-words.ts';
import { PALETTE_GROUP, PALETTE_ITEM } from './palette-classes.ts';
import { paletteOpen } from './palette-open.ts';

/** The first hits for the typed text, and a link to all of them. `text` is what was typed before a pause. */
export function PaletteHits({ typed, text }: { readonly typed: string; readonly text: string }): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const navigate = useNavigate();
  const { data, isFetching } = useQuery(instantSearchQuery(text, zoneOfSearch(text)));
  if (typed.trim() === '') return null;
  const go = (to: NavigateOptions): void => {
    paletteOpen.set(false);
    void navigate(to);
  };
  const hits = text === '' ? [] : (data?.items ?? []);
  return (
    <Command.Group forceMount heading={t.search.palette.hits} className={PALETTE_GROUP}>
      {hits.map((hit) => {
        const { backup, type, ref, at } = hit;
        const words = hitWords(hit, kinds.find(type), t);
        return (
          <Command.Item
            key={`${backup} ${type} ${ref}`}
            forceMount
            value={`hit ${backup} ${type} ${ref}`}
            onSelect={() => go(recordLink(hit, kinds) as NavigateOptions)}
            className={`${PALETTE_ITEM} py-1.5`}
          >
            <KindBadge kind={type} />
            <span className="min-w-0 flex-1">
              <span className="flex items-baseline gap-3">
                <span className="hostile min-w-0 flex-1 truncate">{hitTitle(hit, kinds.find(type), t)}</span>
                {at === null ? null : (
                  <span className="shrink-0 text-sm text-muted">
                    <Time at={at} format="day" />
                  </span>
                )}
              </span>
              {words === null ? null : (
                <span className="hostile block truncate text-sm text-muted [&_mark]:text-ink">
                  <Highlighted hit={words} />
                </span>
              )}
              <FoundIn hit={hit} />
            </span>
          </Command.Item>
        );
      })}
      <Command.Item
        forceMount
        value="search everything"
        onSelect={() => go({ to: '/search', search: { q: typed.trim() } })}
        className={`${PALETTE_ITEM} h-9`}
      >
        <ArrowRight size={16} aria-hidden className="mx-2 shrink-0 text-muted" />
        <span className="hostile min-w-0 flex-1 truncate">{t.search.palette.all({ query: typed.trim() })}</span>
        <span role="status" className="text-sm text-muted">
          {isFetching ? t.search.palette.searching : ''}
        </span>
      </Command.Item>
    </Command.Group>
  );
}
