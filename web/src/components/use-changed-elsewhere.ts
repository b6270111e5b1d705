import { useState } from 'react';

/**
 * Tells of values of the address that were not written here: back, forward, or a link. What was written here is told by
 * the function that this gives; it is shown later, and of several in a row not every one. `act` is called while drawing.
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
