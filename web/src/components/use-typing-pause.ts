import { useCallback, useEffect, useRef } from 'react';
import { useLeaving } from './use-leaving.ts';

/** Pause in typing after which what was typed is acted upon, milliseconds. */
const TYPING_MS = 200;

/**
 * Hands typed text on to `act` after a pause, or with `isPatient` false at the next turn; not after the page has left. It
 * is `act` as it was given last that gets it: something else may have been chosen meanwhile.
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
