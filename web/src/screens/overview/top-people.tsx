import { Link } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import type { PersonSummaryView } from '../../../../src/contract/people.ts';
import { useText } from '../../i18n/text.tsx';
import { useKinds } from '../../kinds/kinds-context.tsx';
import { personLink } from '../../records/person-link.ts';
import { channelsOf } from '../people/channels-of.ts';
import { PersonPhoto } from '../people/person-photo.tsx';
import { Panel } from './panel.tsx';

/** People with the most records, as bars. */
export function TopPeople({
  backup,
  people,
}: {
  readonly backup: string;
  readonly people: readonly PersonSummaryView[];
}): ReactNode {
  const t = useText();
  const kinds = useKinds();
  const words = t.overview.people;
  const others = people.filter(({ isOwner }) => !isOwner);
  const most = Math.max(1, ...others.map(totalOf));
  return (
    <Panel id="people" title={words.title} text={words.text}>
      {others.length === 0 ? <p className="text-muted">{words.empty}</p> : null}
      <ol className="-mx-2 flex flex-col">
        {others.map((person) => {
          const { key, name } = person;
          return (
            <li key={key}>
              <Link
                {...personLink(backup, person)}
                className="flex items-center gap-3 rounded-md px-2 py-1.5 hover:bg-hover focus-visible:-outline-offset-2"
              >
                <PersonPhoto backup={backup} person={person} size="sm" />
                <span className="min-w-0 flex-1">
                  <span className="flex items-baseline gap-3">
                    <span className="hostile min-w-0 flex-1 truncate">{name}</span>
                    <span className="max-w-3/5 truncate text-sm text-muted">{channelsOf(person, kinds, t)}</span>
                  </span>
                  <span
                    aria-hidden
                    className="mt-1 block h-1 forced-color-adjust-none overflow-hidden rounded-full bg-sunken"
                  >
                    <span
                      className="block h-full rounded-full bg-accent"
                      style={{ width: `${(totalOf(person) / most) * 100}%` }}
                    />
                  </span>
                </span>
              </Link>
            </li>
          );
        })}
      </ol>
    </Panel>
  );
}

function totalOf({ counts }: PersonSummaryView): number {
  return counts.reduce((sum, { records }) => sum + records, 0);
}
