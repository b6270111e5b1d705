import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { SplitView } from '../../components/split-view.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
import { PeopleList } from './people-list.tsx';
import { PersonPane } from './person-pane.tsx';
import { readPersonSearch, toPerson } from './person-search.ts';

/** The screen People. */
export const Route = createLazyRoute('/b/$backupId/people')({ component: PeopleScreen });

const route = getRouteApi('/b/$backupId/people');

function PeopleScreen(): ReactNode {
  const t = useText();
  const { change } = useAddress(readPersonSearch);
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const { p } = search;
  const close = (): void => void change((now) => toPerson(now));
  useShortcuts(p === undefined ? [] : [{ keys: 'escape', group: t.people.title, label: t.people.close, run: close }]);
  return (
    <SplitView
      listLabel={t.people.title}
      chosen={p !== undefined}
      list={<PeopleList backup={backupId} search={search} />}
      detail={
        p === undefined ? (
          <EmptyState icon={<UsersRound size={24} />} title={t.people.pick} text={t.people.pickText} />
        ) : (
          <PersonPane backup={backupId} personKey={p} search={search} />
        )
      }
    />
  );
}
