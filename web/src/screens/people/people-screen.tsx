import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { UsersRound } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { ListAndRecord } from '../../records/list-and-record.tsx';
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
  return (
    <ListAndRecord
      title={t.people.title}
      close={{ label: t.people.close, run: () => void change((now) => toPerson(now)) }}
      pick={{ icon: <UsersRound size={24} />, title: t.people.pick, text: t.people.pickText }}
      list={<PeopleList backup={backupId} search={search} />}
      record={p === undefined ? null : <PersonPane backup={backupId} personKey={p} search={search} />}
    />
  );
}
