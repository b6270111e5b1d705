import { createRoute } from '@tanstack/react-router';
import { backupQuery } from '../../api/backups.ts';
import { backupRoute } from '../../routes/backup.tsx';
import { readLedgerSearch } from './ledger-search.ts';

/** Outcome of every artifact of a backup. */
export const ledgerRoute = createRoute({
  getParentRoute: () => backupRoute,
  path: 'ledger',
  validateSearch: readLedgerSearch,
  loader: ({ context: { queryClient }, params: { backupId } }) => void queryClient.prefetchQuery(backupQuery(backupId)),
}).lazy(() => import('./ledger-screen.tsx').then(({ Route }) => Route));
