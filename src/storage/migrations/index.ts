import type { Migration } from 'kysely/migration';
import type { Ddl } from '../engine.ts';
import { core } from './0001-core.ts';
import { indexPieces } from './0002-index-pieces.ts';
import { backupDomains } from './0003-backup-domains.ts';
import { messageCodes } from './0004-message-codes.ts';
import { unreadStores } from './0005-unread-stores.ts';
import { givenNames } from './0006-given-names.ts';
import { accessLog } from './0007-access-log.ts';
import { marks } from './0008-marks.ts';
import { backupFolders } from './0009-backup-folders.ts';
import { previews } from './0010-previews.ts';
import { artifactChoice } from './0011-artifact-choice.ts';
import { growth } from './0012-growth.ts';
import { keptAnswers } from './0013-kept-answers.ts';
import { searchRows } from './0014-search-rows.ts';
import { searchTerms } from './0015-search-terms.ts';
import { searchDivisions } from './0016-search-divisions.ts';
import { repeatedValues } from './0017-repeated-values.ts';
import { smallSearchRows } from './0018-small-search-rows.ts';
import { searchPieces } from './0019-search-pieces.ts';
import { stateBytes } from './0020-state-bytes.ts';
import { mark } from './0021-mark.ts';

/** What makes the migrations, by their names, in whose order they run. */
const STEPS: Readonly<Record<string, (ddl: Ddl) => Migration>> = {
  '0001-core': core,
  '0002-index-pieces': indexPieces,
  '0003-backup-domains': backupDomains,
  '0004-message-codes': messageCodes,
  '0005-unread-stores': unreadStores,
  '0006-given-names': givenNames,
  '0007-access-log': accessLog,
  '0008-marks': marks,
  '0009-backup-folders': backupFolders,
  '0010-previews': previews,
  '0011-artifact-choice': artifactChoice,
  '0012-growth': growth,
  '0013-kept-answers': keptAnswers,
  '0014-search-rows': searchRows,
  '0015-search-terms': searchTerms,
  '0016-search-divisions': searchDivisions,
  '0017-repeated-values': repeatedValues,
  '0018-small-search-rows': smallSearchRows,
  '0019-search-pieces': searchPieces,
  '0020-state-bytes': stateBytes,
  '0021-mark': mark,
};

/** Names of all migrations, in their order. */
export const MIGRATION_NAMES: readonly string[] = Object.keys(STEPS);

/** All migrations by name; they run in name order. */
export function migrations(ddl: Ddl): Record<string, Migration> {
  return Object.fromEntries(Object.entries(STEPS).map(([name, step]) => [name, step(ddl)]));
}
