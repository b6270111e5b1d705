import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { Badge } from '../../components/badge.tsx';
import { classes } from '../../components/classes.ts';
import { LIST_ROW } from '../../components/list-pane.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { channelsOf } from './channels-of.ts';
import { PersonPhoto } from './person-photo.tsx';
import { type PersonSearch, toPerson } from './person-search.ts';

/** A person in the list, with how much there is with them. */
export function PersonRow({
  backup,
  person,
  search,
  isChosen,
}: {
  readonly backup: string;
  readonly person: PersonSummaryView;
  readonly search: PersonSearch;
  readonly isChosen: boolean;
}): ReactNode {
  const t = useText();
  const { key, name, isOwner, lastAt } = person;
  return (
    <Link
      to="/b/$backupId/people"
      params={{ backupId: backup }}
      search={toPerson(search, key)}
      className={classes(LIST_ROW, isChosen && 'bg-accent-soft')}
    >
      <PersonPhoto backup={backup} person={person} />
      <span className="flex min-w-0 flex-1 flex-col gap-0.5">
        <span className="flex items-center gap-2">
          <span className="hostile min-w-0 truncate font-medium">{name}</span>
          {isOwner ? <Badge tone="good">{t.people.you}</Badge> : null}
          {lastAt === null ? null : (
            <span className="ml-auto shrink-0 text-sm text-muted tabular-nums">
              <Time at={lastAt} format="day" />
            </span>
          )}
        </span>
        <span className="truncate text-sm text-muted">{channelsOf(person, t)}</span>
      </span>
    </Link>
  );
}
