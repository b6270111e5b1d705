import { QueryClient } from '@tanstack/react-query';
import { ApiError, ConnectionLostError } from './api-error.ts';

/** Number of retries after server errors (5xx). */
const MAX_RETRIES = 2;

/** The query client of the page. Requests to a lost server wait and continue automatically. */
export const queryClient: QueryClient = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 30_000,
      retry: (failures, error) =>
        error instanceof ConnectionLostError ||
        (error instanceof ApiError && error.problem.status >= 500 && failures < MAX_RETRIES),
    },
    mutations: { retry: false },
  },
});
