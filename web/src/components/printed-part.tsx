import type { ReactNode } from 'react';
import { useText } from '../i18n/text.tsx';

/** Says on paper that the list after it is longer than what is printed; see `print-place.ts`. */
export function PrintedPart(): ReactNode {
  const { records } = useText();
  return <p className="printed-part hidden px-4 py-1.5 text-sm font-medium">{records.printed}</p>;
}
