import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { textParam } from '../../search-params.ts';

/** What became of everything in a backup. `open`: the artifact whose details are shown. */
export const ledgerRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'ledger',
  validateSearch: (raw) => textParam(raw, 'open'),
  loader: ({ context: { queryClient }, params: { backupId } }) => void queryClient.prefetchQuery(backupQuery(backupId)),
}).lazy(() => import('./ledger-screen.tsx').then(({ Route }) => Route));
