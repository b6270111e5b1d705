import { queryOptions } from '@tanstack/react-query';
import type { InstallationView } from '../../../src/contract/installation.ts';
import { request } from './client.ts';

/** `GET /installation` */
export const installationQuery = queryOptions({
  queryKey: ['installation'],
  queryFn: ({ signal }) => request<InstallationView>('/installation', { signal }),
});
