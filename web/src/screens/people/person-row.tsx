import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { Badge } from '../../components/badge.tsx';
import { classes } from '../../components/classes.ts';
import { LIST_ROW } from '../../components/list-pane.tsx';
import { Time } from '../../components/time.tsx';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { RowLines } from '../../records/row-lines.tsx';
import { channelsOf } from './channels-of.ts';
import { PersonPhoto } from './person-photo.tsx';
import { type PersonSearch, toPerson } from './person-search.ts';

/** A person in the list with the number of records. */
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
  const kinds = useKinds();
  const { key, name, isOwner, lastAt } = person;
  return (
    <Link
      to="/b/$backupId/people"
      params={{ backupId: backup }}
      search={toPerson(search, key)}
      className={classes(LIST_ROW, isChosen && 'bg-accent-soft')}
    >
      <RowLines
        picture={<PersonPhoto backup={backup} person={person} />}
        title={name}
        marks={isOwner ? <Badge tone="good">{t.people.you}</Badge> : null}
        end={lastAt === null ? null : <Time at={lastAt} format="day" />}
        below={<span className="truncate">{channelsOf(person, kinds, t)}</span>}
      />
    </Link>
  );
}
