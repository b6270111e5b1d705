import { Phone, PhoneIncoming, PhoneMissed, PhoneOutgoing } from 'lucide-react';
import type { ReactNode } from 'react';
import type { CallView } from '../../../../src/contract/calls.ts';

/** What the icon of a call shows. */
export type DirectedCall = Pick<CallView, 'direction' | 'isMissed'>;

/** Icon for the direction of a call; missed ones are highlighted. Decorative: there is text next to it. */
export function CallIcon({ call: { isMissed, direction } }: { readonly call: DirectedCall }): ReactNode {
  if (isMissed) return <PhoneMissed size={15} aria-hidden className="shrink-0 text-danger" />;
  const looks = { size: 15, 'aria-hidden': true, className: 'shrink-0 text-muted' };
  if (direction === 'outgoing') return <PhoneOutgoing {...looks} />;
  return direction === 'incoming' ? <PhoneIncoming {...looks} /> : <Phone {...looks} />;
}
