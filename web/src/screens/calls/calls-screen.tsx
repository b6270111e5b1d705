import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { ListAndRecord } from '../../records/list-and-record.tsx';
import { CallList } from './call-list.tsx';
import { CallPane } from './call-pane.tsx';
import { readCallSearch, toCall } from './call-search.ts';

/** The screen Calls. */
export const Route = createLazyRoute('/b/$backupId/calls')({ component: CallsScreen });

const route = getRouteApi('/b/$backupId/calls');

function CallsScreen(): ReactNode {
  const t = useText();
  const { change } = useAddress(readCallSearch);
  const { backupId } = route.useParams();
  const search = route.useSearch();
  const { c } = search;
  return (
    <ListAndRecord
      printsList
      title={t.calls.title}
      close={{ label: t.calls.close, run: () => void change((now) => toCall(now)) }}
      pick={{ icon: <Phone size={24} />, title: t.calls.pick, text: t.calls.pickText }}
      list={<CallList backup={backupId} search={search} />}
      record={c === undefined ? null : <CallPane backup={backupId} callKey={c} search={search} />}
    />
  );
}
