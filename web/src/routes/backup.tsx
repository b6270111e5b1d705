import { createRoute, Outlet } from '@tanstack/react-router';
import type { ReactNode } from 'react';
import { useDeviceZone } from '../api/device-zone.ts';
import { DeviceZoneProvider } from '../preferences/zone.tsx';
import { rootRoute } from './root.tsx';

/** Layout of all screens of one backup: `/b/{backup}/…`. */
export const backupRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: 'b/$backupId',
  component: BackupFrame,
});

function BackupFrame(): ReactNode {
  const { backupId } = backupRoute.useParams();
  return (
    <DeviceZoneProvider value={useDeviceZone(backupId)}>
      <Outlet />
    </DeviceZoneProvider>
  );
}
