import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import { isActive, useExportJobs } from '../api/export-jobs.ts';

// Most pages show no exports.
const ExportList = lazy(() => import('./export-list.tsx').then((module) => ({ default: module.ExportList })));

/** Exports that take no longer are not shown: their file is saved at once. */
const PATIENCE_MS = 1200;

/** Exports that are made, or wait to be saved, below the screen, so that they cover nothing. */
export function ExportTray(): ReactNode {
  const jobs = useExportJobs();
  const now = useNow(jobs.some(isActive));
  const shown = jobs.filter(
    (job) =>
      job.downloadedAt === null && (!isActive(job) || now - job.createdAt > PATIENCE_MS || job.state === 'locked'),
  );
  if (shown.length === 0) return null;
  return (
    <Suspense fallback={null}>
      <ExportList jobs={shown} />
    </Suspense>
  );
}

/** The time, which passes while something is waited for. */
function useNow(isTicking: boolean): number {
  const [now, setNow] = useState(() => Date.now());
  useEffect(() => {
    if (!isTicking) return undefined;
    const timer = setInterval(() => setNow(Date.now()), PATIENCE_MS / 2);
    return () => clearInterval(timer);
  }, [isTicking]);
  return now;
}
