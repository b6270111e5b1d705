import { z } from 'zod';
import { BackupIdSchema } from '../../contract/common.ts';

/** `/backups/{id}` */
export const BackupParams = z.object({ id: BackupIdSchema });

/** Key of a record: the source's own key, so that it survives a re-index. */
const Key = z.string().min(1).max(200).describe('Key of the record; the same after a re-index.');

/** `/backups/{id}/…/{key}` */
export const RecordParams = BackupParams.extend({ key: Key });
