import { type RawSearch, textParam } from '../../search-params.ts';

/** What the address of the screen says: the artifact whose details are shown. */
export function readLedgerSearch(raw: RawSearch): { readonly open?: string } {
  return textParam(raw, 'open');
}
