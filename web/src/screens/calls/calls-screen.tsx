import { createLazyRoute, getRouteApi } from '@tanstack/react-router';
import { Phone } from 'lucide-react';
import type { ReactNode } from 'react';
import { EmptyState } from '../../components/empty-state.tsx';
import { SplitView } from '../../components/split-view.tsx';
import { useAddress } from '../../components/use-address.ts';
import { useText } from '../../i18n/text.tsx';
import { useShortcuts } from '../../keyboard/shortcuts.ts';
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
  const close = (): void => void change((now) => toCall(now));
  useShortcuts(c === undefined ? [] : [{ keys: 'escape', group: t.calls.title, label: t.calls.close, run: close }]);
  return (
    <SplitView
      listLabel={t.calls.title}
      chosen={c !== undefined}
      list={<CallList backup={backupId} search={search} />}
      detail={
        c === undefined ? (
          <EmptyState icon={<Phone size={24} />} title={t.calls.pick} text={t.calls.pickText} />
        ) : (
          <CallPane backup={backupId} callKey={c} search={search} />
        )
      }
    />
  );
}
