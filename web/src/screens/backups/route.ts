import { createRoute } from '@tanstack/react-router';
import { backupsQuery } from '../../api/backups.ts';
import { rootRoute } from '../../routes/root.tsx';
import { choiceParam, textParam } from '../../search-params.ts';

/** Dialogs above the list. */
export const BACKUP_DIALOGS = ['details', 'index', 'rename', 'remove', 'add'] as const;

/** Start screen with all backups. */
export const backupsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: '/',
  validateSearch: (raw) => ({ ...choiceParam(raw, 'dialog', BACKUP_DIALOGS), ...textParam(raw, 'backup') }),
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(backupsQuery),
}).lazy(() => import('./backups-screen.tsx').then(({ Route }) => Route));
