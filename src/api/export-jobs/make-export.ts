import type { App } from '../../app.ts';
import { readsBackup } from '../../contract/export.ts';
import type { PreparedExport } from '../../export/index.ts';
import { DomainError } from '../../model/errors.ts';
import { exportContext, exportFiles } from '../export-files.ts';
import type { JobFiles } from './job-files.ts';
import type { StoredJob } from './job-store.ts';
import { ProgressWatch, type ReadProgress } from './progress-watch.ts';
import type { SecretOrder } from './secret-orders.ts';

/** One job, and what the making of it needs. */
export interface Making {
  readonly job: StoredJob;
  readonly backupPath: string;
  /** Undefined if the job has no secrets: then its plan is all there is. */
  readonly order: SecretOrder | undefined;
  readonly signal: AbortSignal;
  /** Bytes that its file may have, asked for when it is written. */
  readonly roomInBytes: () => number;
  readonly onProgress: (progress: Partial<StoredJob>) => void;
}

/**
 * Makes the export of a job and writes its file.
 * @throws CANCELLED, BACKUP_LOCKED, SESSION_EXPIRED, and what exports and {@link JobFiles.write} throw
 */
export async function makeExport(
  app: App,
  jobFiles: JobFiles,
  { job, backupPath, order, signal, roomInBytes, onProgress }: Making,
): Promise<void> {
  const { id, backup } = job;
  const plan = order?.plan ?? job.plan;
  const handle = readsBackup(plan) ? await app.sessions.handle({ id: backup, path: backupPath }) : null;
  const files = handle === null ? null : exportFiles(backup, handle, app.media);
  const { prepareExport } = await import('../../export/index.ts');
  const watch = new ProgressWatch(onProgress);
  const context = {
    ...exportContext(app, files),
    redaction: order?.redaction,
    openNote: order?.notes?.open,
    signal,
    onStart: (read: ReadProgress) => watch.start(read),
  };
  let prepared: PreparedExport;
  try {
    prepared = await prepareExport(context, backup, plan);
    const { redaction: redacted } = prepared.about;
    if (redacted !== undefined) {
      const { notes: _, ...summary } = redacted;
      onProgress({ plan: { ...job.plan, redacted: summary } });
      watch.start(() => prepared.progress());
      await prepared.finish(signal);
    }
  } finally {
    watch.stop();
  }
  const { stream, name, contentType } = prepared.download();
  const abort = (): void => void stream.destroy();
  // An error before the first read has no other listener.
  stream.on('error', () => undefined);
  signal.addEventListener('abort', abort, { once: true });
  if (signal.aborted) abort();
  onProgress({ name, contentType });
  await jobFiles.write(id, stream, roomInBytes(), (bytes) => onProgress({ bytes, ...prepared.progress() }));
  if (signal.aborted) throw new DomainError('CANCELLED');
}
