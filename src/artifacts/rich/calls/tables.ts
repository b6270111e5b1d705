import { boolean, code, handle, integer, json, real, repeats, table, text, time } from '../../../model/columns.ts';
import type { RawCodes } from '../../kit/codes.ts';
import { sourceRows } from '../../kit/source-rows.ts';

/** Another participant of a call. */
export type CallHandle = {
  /** As in the source. */
  readonly value: string;
  /** As normalised by the phone. */
  readonly normalized: string | null;
  /** Kind of address; null if the source has none. */
  readonly kind: 'generic' | 'phone' | 'email' | null;
  readonly kindCode: number | null;
};

/**
 * Service of a call. `facetime`: a FaceTime call of iOS 7 or earlier, which does not distinguish audio from video.
 * `app`: an app with its own calls, named by `provider`.
 */
export type CallService = 'phone' | 'facetime-audio' | 'facetime-video' | 'facetime' | 'app';

/**
 * How a call ended.
 *
 * - `answered`: the parties were connected
 * - `answered-elsewhere`: answered on another device of the owner
 * - `unanswered`: an outgoing call without an answer
 * - `missed`: an incoming call that rang without an answer or was declined
 * - `filtered`: an incoming call that did not ring because its caller was silenced
 * - `blocked`: an incoming call rejected by an app or the block list
 */
export type CallOutcome = 'answered' | 'answered-elsewhere' | 'unanswered' | 'missed' | 'filtered' | 'blocked';

/**
 * Source database of a call: the history, calls that are not merged into it yet, or the history of iOS 7 and earlier.
 */
export type CallStore = 'history' | 'recent' | 'legacy';

/** Calls by phone, FaceTime and apps. */
export const calls = table({
  primaryKey: ['key'],
  columns: {
    key: text('`h` (history), `r` (recent) or `l` (iOS 7 and earlier), and the number of the row.'),
    at: time('When it began.'),
    seconds: { ...real('How long the two were connected.'), format: 'seconds' },
    direction: repeats(
      code<'incoming' | 'outgoing'>('incoming or outgoing.', { incoming: 'Incoming', outgoing: 'Outgoing' }),
    ),
    outcome: repeats(
      code<CallOutcome>('answered, answered-elsewhere, unanswered (outgoing), missed, filtered or blocked.', {
        answered: 'Answered',
        'answered-elsewhere': 'Answered on another device',
        unanswered: 'Not answered',
        missed: 'Missed',
        filtered: 'Silenced, it never rang',
        blocked: 'Blocked',
      }),
    ),
    service: repeats(
      code<CallService>('phone, facetime-audio, facetime-video, facetime or app.', {
        phone: 'Phone',
        'facetime-audio': 'FaceTime Audio',
        'facetime-video': 'FaceTime Video',
        facetime: 'FaceTime',
        app: 'App',
      }),
    ),
    provider: repeats(text('Bundle id of what made the call, as the source has it.')),
    app: repeats(text('The same without the prefix of the developer’s team.')),
    isVideo: boolean('With pictures.'),
    isText: boolean('With typed text, directly or through a relay service.'),
    handle: handle('The other end; of several the first.'),
    handles: repeats(json<readonly CallHandle[]>('Everybody at the other end.')),
    creator: repeats(handle('Who began it, as far as the phone keeps that.')),
    isGroup: boolean('Several were at the other end.'),
    name: repeats(text('What the phone called the other end.')),
    isoCountry: repeats(text('ISO country of the number, upper case.')),
    location: repeats(text('Where the number is from, as the phone showed it.')),
    isRead: boolean('A missed call was seen.'),
    isEmergency: boolean('An emergency call.'),
    isJunk: boolean('The phone or an app took it for junk.'),
    junkReason: repeats(text('What kind of junk.')),
    blockedBy: repeats(text('Bundle id or name of the app that blocked it.')),
    isNumberWithheld: boolean('The caller hid the number.'),
    hasMessage: boolean('A message was left.'),
    isTranslated: boolean('Its words were translated while it lasted.'),
    bytes: integer('Data a FaceTime call used.'),
    line: repeats(text('UUID of the line (SIM) it was made on.')),
    device: repeats(text('Device that took or made it.')),
    store: repeats(text<CallStore>('history, recent or legacy.')),
    uuid: text('Identifier that the phone gave the call.'),
    raw: repeats(json<RawCodes>('Codes as they are, by the name of their column.')),
    sourceKey: integer('Z_PK of ZCALLRECORD, or ROWID of call.'),
  },
  indexes: [['at'], ['handle']],
  sourceRows: ({ store, sourceKey }) =>
    store === 'legacy'
      ? sourceRows('legacy', 'call', 'ROWID', [sourceKey])
      : sourceRows(store ?? 'history', 'ZCALLRECORD', 'Z_PK', [sourceKey]),
});

/** Tables of the Calls artifact. */
export const callTables = { calls };
