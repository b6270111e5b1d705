import { useCallback, useEffect, useRef } from 'react';
import { useLeaving } from './use-leaving.ts';

/** Pause in typing before the text is used, milliseconds. */
const TYPING_MS = 200;

/**
 * Passes typed text to `act` after a pause, or in the next task if `isPatient` is false; not after leaving the page.
 * Calls the latest `act`, because other state may have changed meanwhile.
 */
export function useTypingPause(act: (text: string) => void): (text: string, isPatient?: boolean) => void {
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const latest = useRef(act);
  useEffect(() => {
    latest.current = act;
  });
  useEffect(() => () => clearTimeout(timer.current), []);
  useLeaving(() => clearTimeout(timer.current));
  return useCallback((text, isPatient = true) => {
    clearTimeout(timer.current);
    timer.current = setTimeout(() => latest.current(text), isPatient ? TYPING_MS : 0);
  }, []);
}
