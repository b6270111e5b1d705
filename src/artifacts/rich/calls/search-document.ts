import type { SearchDocument } from '../../kit/artifact.ts';
import type { CallRow } from './call-record.ts';

const SERVICE_NAME: Readonly<Record<NonNullable<CallRow['service']>, string>> = {
  phone: 'Phone',
  'facetime-audio': 'FaceTime Audio',
  'facetime-video': 'FaceTime Video',
  facetime: 'FaceTime',
  app: 'App',
};

/** Indexes a call by name and address of the other parties, and service. The sender is the caller. */
export function searchDocument(call: CallRow): SearchDocument {
  const addresses = call.handles?.map(({ value }) => value) ?? [];
  const service = call.service === null ? null : SERVICE_NAME[call.service];
  const also = [...addresses, service, call.app, call.location, call.blockedBy].filter((part) => part !== null);
  const from = call.direction === 'outgoing' ? ['me'] : addresses.slice(0, 1);
  return {
    text: call.name ?? addresses.join(', '),
    also: also.join('\n'),
    at: call.at,
    ...(from.length === 0 ? {} : { from }),
    ...(addresses.length === 0 ? {} : { with: addresses }),
    payload: {
      direction: call.direction,
      outcome: call.outcome,
      service: call.service,
      app: call.app,
      seconds: call.seconds,
      handle: call.handle,
      isGroup: call.isGroup,
    },
  };
}
