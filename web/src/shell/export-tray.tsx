import { lazy, type ReactNode, Suspense, useEffect, useState } from 'react';
import type { ExportJobView } from '../../../src/contract/export-jobs.ts';
import { isActive, isBeingSaved, useExportJobs } from '../api/export-jobs.ts';

// Most pages show no exports.
const ExportList = lazy(() => import('./export-list.tsx').then((module) => ({ default: module.ExportList })));

/** Exports that take no longer are not shown: their file is saved at once. */
const PATIENCE_MS = 1200;

/** Exports that are made, or wait to be saved, below the screen, so that they cover nothing. */
export function ExportTray(): ReactNode {
  const jobs = useExportJobs();
  const isUnderWay = (job: ExportJobView): boolean => isActive(job) || isBeingSaved(job);
  const now = useNow(jobs.some(isUnderWay));
  const shown = jobs.filter(
    (job) =>
      job.downloadedAt === null && (!isUnderWay(job) || now - job.createdAt > PATIENCE_MS || job.state === 'locked'),
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
