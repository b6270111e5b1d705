import { useState } from 'react';
import type { Secrets } from './field-value.tsx';

/** Whether the secrets of a record are shown; reset when it is closed or another one is opened. */
export function useSecrets(record: string | null): Omit<Secrets, 'masked'> {
  const [shownOf, setShownOf] = useState<string | null>(null);
  const areShown = record !== null && shownOf === record;
  return { areShown, onToggle: () => setShownOf(areShown ? null : record) };
}
