import { type RawSearch, textParam } from '../../search-params.ts';

/** URL state of the screen: the expanded artifact. */
export function readLedgerSearch(raw: RawSearch): { readonly open?: string } {
  return textParam(raw, 'open');
}
