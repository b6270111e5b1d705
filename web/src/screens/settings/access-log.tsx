import { useInfiniteQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import type { AccessLogView } from '../../../../src/contract/access-log.ts';
import { accessLogQuery } from '../../api/access-log.ts';
import { Button } from '../../components/button.tsx';
import { ErrorState } from '../../components/error-state.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { Section } from './section.tsx';

/** Who opened which backup and what was taken out of it, the newest first. */
export function AccessLog(): ReactNode {
  const words = useText().settings.accesses;
  const { data, error, hasNextPage, isFetching, fetchNextPage } = useInfiniteQuery(accessLogQuery);
  const entries = data?.pages.flatMap(({ items }) => items) ?? [];
  return (
    <Section title={words.title}>
      <p className="text-muted">{words.intro}</p>
      {data !== undefined && entries.length === 0 ? <p>{words.none}</p> : null}
      <ul className="flex flex-col gap-2">
        {entries.map((entry, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: entries have no key, and the list only grows at its end.
          <li key={index}>
            <p className="hostile truncate font-medium">
              {[words.actions[entry.action], entry.name ?? words.removed].join(': ')}
            </p>
            <p className="text-sm text-muted">
              <Details entry={entry} />
              <Time at={entry.at} format="relative" />
            </p>
          </li>
        ))}
      </ul>
      {hasNextPage ? (
        <div>
          <Button disabled={isFetching} onClick={() => void fetchNextPage()}>
            {words.older}
          </Button>
        </div>
      ) : null}
      {error === null ? null : <ErrorState error={error} />}
    </Section>
  );
}

function Details({ entry }: { readonly entry: AccessLogView['items'][number] }): ReactNode {
  const words = useText().settings.accesses;
  const { actor, browserName, what, format, count } = entry;
  const parts = [browserName || words.actors[actor], what, format, count === null ? null : words.count({ count }), ''];
  return parts.filter((part) => part !== null).join(' · ');
}
