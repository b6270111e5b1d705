import { boolean, handle, integer, json, real, table, text, time } from '../../../model/columns.ts';
import type { RawCodes } from '../../kit/codes.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** Somebody at the other end of a call. */
export type CallHandle = {
  /** As the source has it. */
  readonly value: string;
  /** As the phone itself normalised it. */
  readonly normalized: string | null;
  /** What the phone takes it for; null where it does not say. */
  readonly kind: 'generic' | 'phone' | 'email' | null;
  readonly kindCode: number | null;
};

/**
 * What a call went through. `facetime`: a FaceTime call of iOS 7 or earlier, which did not tell audio from video.
 * `app`: an app with calls of its own, named by `provider`.
 */
export type CallService = 'phone' | 'facetime-audio' | 'facetime-video' | 'facetime' | 'app';

/**
 * How a call ended.
 *
 * - `answered`: the two were connected
 * - `answered-elsewhere`: another device of the owner took it
 * - `unanswered`: an outgoing call without an answer
 * - `missed`: an incoming call that rang out or that the owner turned down
 * - `filtered`: an incoming call that never rang, since its caller was silenced
 * - `blocked`: an incoming call that an app or the block list turned down
 */
export type CallOutcome = 'answered' | 'answered-elsewhere' | 'unanswered' | 'missed' | 'filtered' | 'blocked';

/** The database of a call: the history, calls that were not merged into it yet, or that of iOS 7 and earlier. */
export type CallStore = 'history' | 'recent' | 'legacy';

/** Calls: by phone, FaceTime and apps. */
export const calls = table({
  primaryKey: ['key'],
  columns: {
    key: text('`h` (history), `r` (recent) or `l` (iOS 7 and earlier), and the number of the row.'),
    at: time('When it began.'),
    seconds: { ...real('How long the two were connected.'), format: 'seconds' },
    direction: text<'incoming' | 'outgoing'>('incoming or outgoing.'),
    outcome: text<CallOutcome>('answered, answered-elsewhere, unanswered (outgoing), missed, filtered or blocked.'),
    service: text<CallService>('phone, facetime-audio, facetime-video, facetime or app.'),
    provider: text('Bundle id of what made the call, as the source has it.'),
    app: text('The same without the prefix of the developer’s team.'),
    isVideo: boolean('With pictures.'),
    handle: handle('The other end; of several the first.'),
    handles: json<readonly CallHandle[]>('Everybody at the other end.'),
    isGroup: boolean('Several were at the other end.'),
    name: text('What the phone called the other end.'),
    isoCountry: text('ISO country of the number, upper case.'),
    location: text('Where the number is from, as the phone showed it.'),
    isRead: boolean('A missed call was seen.'),
    isEmergency: boolean('An emergency call.'),
    isJunk: boolean('The phone or an app took it for junk.'),
    junkReason: text('What kind of junk.'),
    blockedBy: text('Bundle id or name of the app that blocked it.'),
    isNumberWithheld: boolean('The caller hid the number.'),
    bytes: integer('Data a FaceTime call used.'),
    line: text('UUID of the line (SIM) it was made on.'),
    device: text('Device that took or made it.'),
    store: text<CallStore>('history, recent or legacy.'),
    uuid: text('Identifier that the phone gave the call.'),
    raw: json<RawCodes>('Codes as they are, by the name of their column.'),
    sourceKey: integer('Z_PK of ZCALLRECORD, or ROWID of call.'),
  },
  indexes: [['at'], ['handle']],
  sourceRows: ({ store, sourceKey }) =>
    store === 'legacy'
      ? sourceRows('legacy', 'call', 'ROWID', [sourceKey])
      : sourceRows(store ?? 'history', 'ZCALLRECORD', 'Z_PK', [sourceKey]),
});

/** Every table of the Calls artifact. */
export const callTables = { calls };
