import { useMutation, useQueryClient } from '@tanstack/react-query';
import type { ExportJobView } from '../../../src/contract/export-jobs.ts';
import { request } from './client.ts';
import { awaited, EXPORT_JOBS, jobsQuery, saveExport } from './export-jobs.ts';
import { streamExport } from './make-export.ts';

/** Actions on a job. */
export function useExportJobActions() {
  const client = useQueryClient();
  const onSettled = () => client.invalidateQueries({ queryKey: EXPORT_JOBS });
  const cancel = useMutation({
    mutationFn: ({ id }: ExportJobView) => request(jobPath(id), { method: 'DELETE' }),
    onSettled,
  });
  const restart = useMutation({
    mutationFn: async ({ id }: ExportJobView) => {
      await request(jobPath(id, 'restart'), { method: 'POST' });
      awaited.add(id);
    },
    onSettled,
  });
  // Asks first, as a download cannot say that the browser is no longer signed in, or that the server is gone.
  const keep = useMutation({
    mutationFn: (job: ExportJobView) => client.fetchQuery({ ...jobsQuery(), staleTime: 0 }).then(() => saveExport(job)),
  });
  const stream = useMutation({ mutationFn: ({ backup, plan }: ExportJobView) => streamExport(backup, plan) });
  return { cancel, restart, stream, keep };
}

function jobPath(job: string, ...parts: readonly string[]): string {
  return ['/export-jobs', job, ...parts].join('/');
}
