import type { Kysely } from 'kysely';
import type { BackupId } from '../../model/ids.ts';
import type { CoreDatabase } from '../database.ts';
import type { RecordWindow } from '../engine.ts';
import type { RunWithRows } from './search-match.ts';
import type { RecordReference, SearchRequest } from './search-request.ts';
import { idWindowOf, preferredIds } from './time-ids.ts';

/** References per query, because engines limit the number of parameters and of alternatives. */
const CHUNK = 100;

/** Ids to which a search is limited, ascending, and ids that it leaves out. */
export interface ChosenIds {
  /** Null for any. */
  readonly only: readonly number[] | null;
  readonly except: readonly number[];
}

/** The ids of the records that a request chooses or leaves out, among those of these runs. */
export async function chosenIds(
  db: Kysely<CoreDatabase>,
  { only, except }: Pick<SearchRequest, 'only' | 'except'>,
  runs: readonly RunWithRows[],
): Promise<ChosenIds> {
  return {
    only: only === undefined ? null : await idsOf(db, only, runs),
    except: except === undefined ? [] : await idsOf(db, except, runs),
  };
}

/** Ids of records, ascending; records that are not in these runs have none. */
async function idsOf(
  db: Kysely<CoreDatabase>,
  records: ReadonlyMap<BackupId, readonly RecordReference[]>,
  runs: readonly RunWithRows[],
): Promise<number[]> {
  const ids: number[] = [];
  for (const [backup, references] of records) {
    const ofBackup = runs.filter((run) => run.backup === backup).map(({ id }) => id);
    if (ofBackup.length === 0) continue;
    ids.push(...(await idsOfRecords(db, backup, ofBackup, references)));
  }
  return ids.sort((a, b) => a - b);
}

/** The ids that records of one backup may have. */
export function windowsOf(backup: BackupId, references: readonly RecordReference[]): RecordWindow[] {
  const preferred = new Map<string, ReturnType<typeof preferredIds>>();
  return references.map(({ type, ref, at }) => {
    const idOf = preferred.get(type) ?? preferredIds(backup, type);
    preferred.set(type, idOf);
    return { type, ref, ...idWindowOf(idOf(ref, at)) };
  });
}

/** Ids of records of one backup, in no order; records that are not in these runs have none. */
export async function idsOfRecords(
  db: Kysely<CoreDatabase>,
  backup: BackupId,
  runs: readonly number[],
  references: readonly RecordReference[],
): Promise<number[]> {
  const ids: number[] = [];
  const windows = windowsOf(backup, references);
  for (let from = 0; from < windows.length; from += CHUNK) {
    const rows = await db
      .selectFrom('artifact_search_index')
      .select('id')
      .where('runId', 'in', runs)
      .where((eb) =>
        eb.or(
          windows
            .slice(from, from + CHUNK)
            .map(({ type, ref, minId, maxId }) =>
              eb.and([eb('id', '>=', minId), eb('id', '<=', maxId), eb('type', '=', type), eb('ref', '=', ref)]),
            ),
        ),
      )
      .execute();
    ids.push(...rows.map(({ id }) => id));
  }
  return ids;
}
