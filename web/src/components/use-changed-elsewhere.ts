import { useState } from 'react';

/**
 * Calls `act` during rendering for URL values that were not set by this component: back, forward, or links. The
 * returned function must be called with every value set here; such values are rendered later, and not all of several in
 * a row.
 */
export function useChangedElsewhere<T>(value: T, act: (value: T) => void): (written: T) => void {
  const [seen, setSeen] = useState(value);
  const [own, setOwn] = useState<readonly T[]>([]);
  if (value !== seen) {
    const place = own.indexOf(value);
    setSeen(value);
    setOwn(place === -1 ? [] : own.slice(place + 1));
    if (place === -1) act(value);
  }
  return (written) => setOwn((before) => [...before, written]);
}
