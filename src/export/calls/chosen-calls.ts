import type { CallView } from '../../contract/calls.ts';
import { type CallSource, listCalls } from '../../views/index.ts';
import { given } from '../given.ts';
import { allItems } from '../paged.ts';
import type { Selection } from '../types.ts';

/** The calls of a log in the period and with the filter of a request. @throws BAD_REQUEST for a filter without a meaning */
export function chosenCalls(
  { views, backup, request }: Selection,
  source: CallSource,
): AsyncGenerator<CallView, void, undefined> {
  const { from, to, timeZone, calls = {}, order = 'oldest' } = request;
  const filter = given({ ...calls, from, to, timeZone, order });
  return allItems((place) => listCalls(views, backup, source, { ...filter, ...place }));
}
