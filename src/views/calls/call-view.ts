import type { CallView } from '../../contract/calls.ts';
import { handleKey } from '../../model/handle.ts';
import { omitNullish } from '../chats/message-text.ts';
import type { People } from '../people/people.ts';
import type { CallRow } from './rows.ts';

/** A call by phone, FaceTime or an app. */
export function callView(row: CallRow, people: People): CallView {
  const named = (handle: string) => {
    const inCountry = handleKey(handle, row.isoCountry);
    // The country may be that of the network and not of the number.
    const key = people.contacts.find(inCountry) === null ? handleKey(handle) : inCountry;
    return people.withHandle(handle, key, row.isGroup === true ? null : row.name, row.isoCountry);
  };
  const person =
    row.handle === null
      ? people.withHandle(null, undefined, row.isNumberWithheld === true ? 'No caller ID' : row.name)
      : named(row.handle);
  const { provider, isoCountry, isEmergency, isJunk, junkReason, blockedBy, bytes, line, device, store, uuid } = row;
  const { raw, sourceKey, isNumberWithheld, isText, hasMessage, isTranslated, creator } = row;
  return {
    key: row.key ?? '',
    at: row.at,
    seconds: row.seconds,
    direction: row.direction,
    outcome: row.outcome,
    isMissed: row.outcome === 'missed',
    service: row.service,
    app: row.app,
    isVideo: row.isVideo,
    isGroup: row.isGroup ?? false,
    person,
    people: row.handles === null || row.handles.length === 0 ? [person] : row.handles.map(({ value }) => named(value)),
    conversation: null,
    location: row.location,
    isRead: row.isRead,
    details: omitNullish({
      provider,
      isoCountry,
      isEmergency: isEmergency === true ? true : null,
      isJunk: isJunk === true ? true : null,
      isNumberWithheld: isNumberWithheld === true ? true : null,
      isText: isText === true ? true : null,
      hasMessage: hasMessage === true ? true : null,
      isTranslated: isTranslated === true ? true : null,
      // Of a call between two it is the caller.
      creator: creator === null || row.isGroup !== true ? null : people.withHandle(creator).name,
      junkReason,
      blockedBy,
      bytes,
      line,
      device,
      store,
      uuid,
      raw,
      sourceKey,
    }),
  };
}
