import { databaseError } from '../../../backup/source-database/database-error.ts';
import { msg } from '../../../locales/messages.ts';
import { defineArtifact, type StorePattern, sqlite } from '../../kit/artifact.ts';
import { extractCalls } from './extract.ts';
import { callKinds } from './kinds.ts';
import { type CallStore, callTables } from './tables.ts';

/** A phone has the history (with or without recent calls) or that of iOS 7 and earlier, so each store is optional. */
const STORES = {
  history: sqlite('HomeDomain', 'Library/CallHistoryDB/CallHistory.storedata', { optional: true }),
  recent: sqlite('HomeDomain', 'Library/CallHistoryDB/CallHistoryTemp.storedata', { optional: true }),
  // In HomeDomain up to iOS 3; below CallHistoryDB on phones updated to iOS 8.
  legacy: sqlite('*Domain', 'Library/CallHistory*/call_history.db', { optional: true }),
} as const satisfies Record<CallStore, StorePattern>;

/** Calls by phone, FaceTime and apps. */
export const calls = defineArtifact({
  id: 'calls',
  title: 'Calls',
  area: 'communication',
  version: 9,
  stores: STORES,
  needs: 'encrypted',
  absent: 'This backup holds no call history.',
  tables: callTables,
  kinds: callKinds,
  *extract(context) {
    const { history, recent, legacy } = context.stores;
    const databases = {
      history: history[0]?.db ?? null,
      recent: recent[0]?.db ?? null,
      // Of several databases the last by domain name, WirelessDomain, has the phone's own calls.
      legacy: legacy.at(-1)?.db ?? null,
    };
    if (legacy.length > 1) context.lost(msg('lost.second-call-history'), legacy.length - 1);
    try {
      yield* extractCalls(databases, context);
    } catch (error) {
      throw databaseError(error);
    }
  },
  seenOn: ['schemas of iOS 4, 6, 7, 11 and 18 (synthetic)'],
});
