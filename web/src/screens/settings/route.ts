import { createRoute } from '@tanstack/react-router';
import { installationQuery } from '../../api/installation.ts';
import { rootRoute } from '../../routes/root.tsx';

/** How the page looks, what is unlocked, where data lives. */
export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'settings',
  loader: ({ context: { queryClient } }) => void queryClient.prefetchQuery(installationQuery),
}).lazy(() => import('./settings-screen.tsx').then(({ Route }) => Route));
