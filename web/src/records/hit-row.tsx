import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { SearchHitView } from '../../../src/contract/search.ts';
import { classes } from '../components/classes.ts';
import { Time } from '../components/time.tsx';
import type { TimeStyle } from '../format/dates.ts';
import { useText } from '../i18n/text.tsx';
import { KindBadge } from '../kinds/kind-icon.tsx';
import { useKinds } from '../kinds/kinds-context.tsx';
import { recordLink } from '../kinds/links.ts';
import { MarkSigns } from '../marks/mark-signs.tsx';
import { FoundIn } from './found-in.tsx';
import { Highlighted } from './highlighted.tsx';
import { hitTitle } from './hit-title.ts';
import { hitWords } from './hit-words.ts';
import { TimeThere } from './time-there.tsx';

/** A record of any kind: kind, sender, time and text; a link to it in context. */
export function HitRow({
  hit,
  index,
  time = 'short',
  backupName,
  showsMark = true,
}: {
  readonly hit: SearchHitView;
  /** Index in the list, for `useRowCursor`. */
  readonly index?: number;
  readonly time?: TimeStyle;
  /** Set if there are several backups. */
  readonly backupName?: string | undefined;
  /** False where its star and tags are shown beside it. */
  readonly showsMark?: boolean;
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const { type, at } = hit;
  const title = hitTitle(hit, kinds.find(type), t);
  const kind = kinds.one(type);
  const words = hitWords(hit, kinds.find(type), t);
  return (
    <Link
      {...recordLink(hit, kinds)}
      data-row={index}
      className={classes(
        'flex gap-3 rounded-md px-3 py-2.5 hover:bg-hover focus-visible:-outline-offset-2',
        words === null && hit.foundIn.length === 0 && 'items-center',
      )}
    >
      <KindBadge kind={type} />
      <span className="min-w-0 flex-1">
        <span className="flex flex-wrap items-baseline gap-x-3">
          <span className="hostile min-w-0 flex-1 basis-32 truncate font-medium">{title === '' ? kind : title}</span>
          {showsMark ? <MarkSigns backup={hit.backup} kind={type} recordKey={hit.key} className="self-center" /> : null}
          <span className="shrink-0 text-sm text-muted">
            <span className="sr-only sm:not-sr-only">{kind}</span>{' '}
            {at === null ? null : (
              <>
                <span aria-hidden className="hidden sm:inline">
                  {' · '}
                </span>
                <Time at={at} format={time} />
                <TimeThere at={at} utcOffset={hit.utcOffset} />
              </>
            )}
          </span>
        </span>
        {words === null ? null : (
          <span className="hostile line-clamp-2 text-muted [&_mark]:text-ink">
            <Highlighted hit={words} />
          </span>
        )}
        <FoundIn hit={hit} />
        {backupName === undefined ? null : (
          <span className="hostile block truncate text-sm text-muted">{backupName}</span>
        )}
      </span>
    </Link>
  );
}
