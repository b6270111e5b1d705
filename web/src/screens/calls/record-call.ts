import type { KindView, RecordView } from '../../../../src/contract/kinds.ts';
import type { DirectedCall } from './call-icon.tsx';

/** Direction of a call that is shown as a record; null for records that are no calls. */
export function callOfRecord({ values, duration }: RecordView, { list, columns }: KindView): DirectedCall | null {
  if (list?.screen !== 'calls') return null;
  const { direction, isMissed, outcome } = values;
  const saysHowItEnded = columns.some(({ name }) => name === 'isMissed' || name === 'outcome');
  return {
    direction: direction === 'incoming' || direction === 'outgoing' ? direction : null,
    isMissed:
      direction !== 'outgoing' &&
      // Logs that say nothing of how a call ended: see the role `call`.
      (saysHowItEnded ? isMissed === true || outcome === 'missed' : direction === 'incoming' && duration === 0),
  };
}
