import { z } from 'zod';
import { BackupIdSchema } from '../../contract/common.ts';

/** `/backups/{id}` */
export const BackupParams = z.object({ id: BackupIdSchema });

/** Key of a record, taken from the source, so that it is stable. */
const Key = z.string().min(1).max(200).describe('Key of the record; stable across re-indexing.');

/** `/backups/{id}/…/{key}` */
export const RecordParams = BackupParams.extend({ key: Key });
